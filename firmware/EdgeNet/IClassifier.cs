namespace EdgeNet
{
    /// <summary>What every form of a model can do: loaded, plain or generated.</summary>
    public interface IClassifier
    {
        /// <summary>The name given in training.</summary>
        string Name { get; }

        /// <summary>What <c>false</c> stands for.</summary>
        string NegativeLabel { get; }

        /// <summary>What <c>true</c> stands for.</summary>
        string PositiveLabel { get; }

        /// <summary>n[0], the length of the arrays that it takes.</summary>
        int InputCount { get; }

        /// <summary>L; the input is layer 0 and is not counted.</summary>
        int LayerCount { get; }

        /// <summary>Multiply-adds of one inference.</summary>
        int Macs { get; }

        /// <summary>Bytes of the arrays that it holds, with 24 bytes for the header of each.</summary>
        int RamBytes { get; }

        /// <summary>The real logit is the integer logit times this.</summary>
        float LogitScale { get; }

        /// <summary>The class is positive when the integer logit is this or more.</summary>
        int LogitThreshold { get; }

        /// <summary>The probability at the decision threshold, 0 to 1.</summary>
        float Threshold { get; }

        /// <summary>Returns n[l], the units of a layer.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>, or 0 for the input.</param>
        /// <returns>The number of units.</returns>
        int UnitsOf(int layer);

        /// <summary>Returns the activation of a layer; <see cref="ActivationNames"/> names it.</summary>
        /// <param name="layer">1 to <see cref="LayerCount"/>.</param>
        /// <returns>The activation.</returns>
        Activation ActivationOf(int layer);

        /// <summary>Computes the exact integer logit from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>The logit in units of <see cref="LogitScale"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int Logit(float[] features);

        /// <summary>Computes the exact integer logit from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]), within the declared range if there is one.</param>
        /// <returns>The logit in units of <see cref="LogitScale"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        int Logit(int[] readings);

        /// <summary>Computes the probability of the positive class from raw sensor values.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>0 to 1, within 1e-6 of the logistic function of the exact logit.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(float[] features);

        /// <summary>Computes the probability of the positive class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]), within the declared range if there is one.</param>
        /// <returns>0 to 1.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(int[] readings);

        /// <summary>Decides the class by comparing two integers; no sigmoid is evaluated.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        bool Classify(float[] features);

        /// <summary>Decides the class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]), within the declared range if there is one.</param>
        /// <returns><c>true</c> for <see cref="PositiveLabel"/>.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        bool Classify(int[] readings);

        /// <summary>Turns an integer logit into the probability of the positive class.</summary>
        /// <param name="logit">What <see cref="Logit(float[])"/> returned.</param>
        /// <returns>0 to 1.</returns>
        float Probability(int logit);

        /// <summary>Runs the golden vectors: proves on the spot that this machine computes what the PC computed.</summary>
        /// <returns><c>true</c> when every logit is exact.</returns>
        bool SelfTest();

        /// <summary>Runs the golden vectors.</summary>
        /// <returns>The index of the first one whose logit differs, or -1 when every logit is exact.</returns>
        int FirstGoldenMismatch();
    }
}
