namespace EdgeNet
{
    /// <summary>What every form of a model can do: loaded, plain or generated.</summary>
    public interface IPredictor
    {
        /// <summary>The name given in training.</summary>
        string Name { get; }

        /// <summary>Labels: 2 with two classes, else n[L].</summary>
        int LabelCount { get; }

        /// <summary>What <c>false</c> stands for: the first label.</summary>
        string NegativeLabel { get; }

        /// <summary>What <c>true</c> stands for: the second label, of two classes.</summary>
        string PositiveLabel { get; }

        /// <summary>n[0], the length of the arrays that it takes.</summary>
        int InputCount { get; }

        /// <summary>n[L]: 1 with two classes, else one for each class or quantity.</summary>
        int OutputCount { get; }

        /// <summary>Whether the outputs are quantities, and not classes.</summary>
        bool IsRegression { get; }

        /// <summary>L; the input is layer 0 and is not counted.</summary>
        int LayerCount { get; }

        /// <summary>Multiply-adds of one inference.</summary>
        int Macs { get; }

        /// <summary>Bytes of the arrays that it holds, with 24 bytes for the header of each.</summary>
        int RamBytes { get; }

        /// <summary>The real logits of a classifier are the integer logits times this: one scale for all outputs.</summary>
        float LogitScale { get; }

        /// <summary>With two classes: the class is positive when the integer logit is this or more.</summary>
        int LogitThreshold { get; }

        /// <summary>With two classes: the probability at the decision threshold, 0 to 1.</summary>
        float Threshold { get; }

        /// <summary>Returns the name of a class or of a quantity.</summary>
        /// <param name="index">0 to <see cref="LabelCount"/> - 1; of two classes 0 is the negative one.</param>
        /// <returns>The name given in training.</returns>
        string LabelOf(int index);

        /// <summary>Returns n[l], the units of a layer.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>, or 0 for the input.</param>
        /// <returns>The number of units.</returns>
        int UnitsOf(int layer);

        /// <summary>Returns the activation of a layer; <see cref="ActivationNames"/> names it.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>.</param>
        /// <returns>The activation.</returns>
        Activation ActivationOf(int layer);

        /// <summary>Computes the exact integer logit of the first output from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>The logit: see <see cref="ValueOf"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int Logit(float[] features);

        /// <summary>Computes the exact integer logit of the first output from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns>The logit: see <see cref="ValueOf"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int Logit(int[] readings);

        /// <summary>Computes the exact integer logit of every output from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <param name="logits">Written: n[L] logits.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Logits(float[] features, int[] logits);

        /// <summary>Computes the exact integer logit of every output from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <param name="logits">Written: n[L] logits.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Logits(int[] readings, int[] logits);

        /// <summary>
        /// Counts the inputs that stand at an end of what the model can tell apart, or beyond it: a sensor at the end of its range, an error
        /// code, another unit. An inference costs nothing more for it; ask before or after one, with the same array.
        /// </summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>How many have the lowest or the highest code, or as readings are at or beyond an end of their declared range.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int CountSaturated(float[] features);

        /// <summary>The same of integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>How many stand at an end.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int CountSaturated(int[] readings);

        /// <summary>
        /// Computes, from raw sensor values, the probability of the positive class; with several classes, the probability of the most
        /// probable one; in regression, the first quantity in the user's units.
        /// </summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>A probability is within 1e-6 of the logistic function, or of softmax, of the exact logits.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(float[] features);

        /// <summary>The same from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns>A probability or a quantity.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(int[] readings);

        /// <summary>Computes every output: the probability of the positive class, of each of several classes, or every quantity.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <param name="outputs">Written: n[L] numbers.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Predict(float[] features, float[] outputs);

        /// <summary>The same from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <param name="outputs">Written: n[L] numbers.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Predict(int[] readings, float[] outputs);

        /// <summary>Decides the class by comparing integers; no exponential is evaluated.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>The number of the class, for <see cref="LabelOf"/>; of classes whose logits are equal, the first.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">The outputs are quantities.</exception>
        int ClassOf(float[] features);

        /// <summary>Decides the class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns>The number of the class.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">The outputs are quantities.</exception>
        int ClassOf(int[] readings);

        /// <summary>Decides between two classes by comparing two integers; no sigmoid is evaluated.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">There are not two classes.</exception>
        bool Classify(float[] features);

        /// <summary>Decides the class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">There are not two classes.</exception>
        bool Classify(int[] readings);

        /// <summary>Turns the integer logit of two classes into the probability of the positive one.</summary>
        /// <param name="logit">What <see cref="Logit(float[])"/> returned.</param>
        /// <returns>0 to 1.</returns>
        float Probability(int logit);

        /// <summary>Turns the integer logit of an output into the quantity in the user's units; with two classes, into the probability.</summary>
        /// <param name="output">0 to n[L] - 1.</param>
        /// <param name="logit">Its logit.</param>
        /// <returns><c>logit · scale + offset</c> of this output, where a ReLU output takes 0 for a negative logit.</returns>
        float ValueOf(int output, int logit);

        /// <summary>Runs the golden vectors: proves on the spot that this machine computes what the PC computed.</summary>
        /// <returns><c>true</c> when every logit of every vector is exact.</returns>
        bool SelfTest();

        /// <summary>Runs the golden vectors.</summary>
        /// <returns>The index of the first one of whose logits one differs, or -1 when every logit is exact.</returns>
        int FirstGoldenMismatch();
    }
}
