namespace EdgeNet
{
    /// <summary>What an application needs of a model, loaded or generated.</summary>
    /// <remarks>
    /// One thread at a time: all calls share the buffers, so give each thread a model of its own. An array that is null is an
    /// <see cref="System.ArgumentNullException"/>.
    /// </remarks>
    public interface IPredictor
    {
        /// <summary>The name given in training.</summary>
        string Name { get; }

        /// <summary>n[0], the length of the arrays that it takes.</summary>
        int InputCount { get; }

        /// <summary>n[L]: 1 with two classes, else one for each class or quantity.</summary>
        int OutputCount { get; }

        /// <summary>Whether the outputs are quantities, and not classes.</summary>
        bool IsRegression { get; }

        /// <summary>Labels: 2 with two classes, else n[L].</summary>
        int LabelCount { get; }

        /// <summary>Returns the name of a class or of a quantity.</summary>
        /// <param name="index">0 to <see cref="LabelCount"/> - 1; of two classes 0 is the negative one.</param>
        /// <returns>The name given in training.</returns>
        string LabelOf(int index);

        /// <summary>
        /// Computes, from raw sensor values, the probability of the positive class; with several classes, the probability of the most
        /// probable one; in regression, the first quantity in the user's units.
        /// </summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns>A probability is within 1e-6 of the logistic function, or of softmax, of the exact logits.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(float[] features);

        /// <summary>Computes the same number as <see cref="Predict(float[])"/> from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns>A probability or a quantity.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        float Predict(int[] readings);

        /// <summary>Computes every output: the probability of the positive class, of each of several classes, or every quantity.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <param name="outputs">Written: n[L] numbers.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Predict(float[] features, float[] outputs);

        /// <summary>Computes every output from integer readings, as <see cref="Predict(float[], float[])"/> does.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <param name="outputs">Written: n[L] numbers.</param>
        /// <exception cref="System.ArgumentException">An array does not have n[0] or n[L] elements.</exception>
        void Predict(int[] readings, float[] outputs);

        /// <summary>Decides between two classes by comparing two integers; no sigmoid is evaluated.</summary>
        /// <param name="features">Raw values in the order of training, shape (n[0]).</param>
        /// <returns><c>true</c> for the second label.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">There are not two classes.</exception>
        bool Classify(float[] features);

        /// <summary>Decides the class from integer readings.</summary>
        /// <param name="readings">Raw values in the order of training, shape (n[0]); one outside the declared range, if there is one, counts as its end.</param>
        /// <returns><c>true</c> for the second label.</returns>
        /// <exception cref="System.ArgumentException">The array does not have n[0] elements.</exception>
        /// <exception cref="System.InvalidOperationException">There are not two classes.</exception>
        bool Classify(int[] readings);

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

        /// <summary>Runs the golden vectors: proves on the spot that this machine computes what the PC computed.</summary>
        /// <returns><c>true</c> when every logit of every vector is exact.</returns>
        bool SelfTest();
    }
}
