# Writes tables of Debian's r-cran-mlbench as CSV files, as a user might have them: a header, the label as text, every other column a number.
# Run it as: Rscript tables.R FOLDER
# Rows with a missing value are left out. The data is not ours and stays out of the repository.
library(mlbench)

folder <- commandArgs(trailingOnly = TRUE)[1]
dir.create(folder, showWarnings = FALSE, recursive = TRUE)

save <- function(item, file, label, rows = function(x) x) {
  data(list = item, package = "mlbench", envir = environment())
  x <- rows(na.omit(get(item)))
  for (name in setdiff(names(x), label)) {
    if (is.logical(x[[name]])) x[[name]] <- as.integer(x[[name]])
    if (is.factor(x[[name]])) {
      text <- as.character(x[[name]])
      x[[name]] <- if (all(text %in% c("n", "y"))) as.integer(text == "y") else as.numeric(text)
    }
  }

  # Texts without a blank or a comma, so that no cell needs quotation marks.
  if (is.factor(x[[label]])) x[[label]] <- gsub("[ ,]+", "-", as.character(x[[label]]))
  write.csv(x, file.path(folder, paste0(file, ".csv")), row.names = FALSE, quote = FALSE)
}

every <- function(step) function(x) x[seq(1, nrow(x), by = step), ]
of_classes <- function(label, least) function(x) x[x[[label]] %in% names(which(table(x[[label]]) >= least)), ]

save("BreastCancer", "breast-cytology", "Class") # has a column Id, in which numbers repeat
save("Glass", "glass", "Type")
save("Ionosphere", "ionosphere", "Class") # V2 has one value
save("PimaIndiansDiabetes", "pima", "diabetes")
save("Sonar", "sonar", "Class")
save("Vehicle", "vehicle", "Class")
save("Vowel", "vowel", "Class") # V1 is the number of the speaker
save("Satellite", "satellite", "classes")
save("Zoo", "zoo", "type") # four amphibians
save("DNA", "dna", "Class")
save("HouseVotes84", "votes", "Class") # the label stands first
save("Soybean", "soybean", "Class", of_classes("Class", 5)) # the label stands first
save("LetterRecognition", "letters", "lettr", every(4)) # the label stands first; 26 classes
save("Shuttle", "shuttle", "Class", function(x) of_classes("Class", 5)(every(10)(x))) # skewed: four rows of five are of one class

save("BostonHousing", "boston", "medv")
save("Ozone", "ozone", "V4")
set.seed(1)
friedman <- mlbench.friedman1(500)
write.csv(data.frame(round(friedman$x, 5), y = round(friedman$y, 4)), file.path(folder, "friedman.csv"), row.names = FALSE, quote = FALSE)
