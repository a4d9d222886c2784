using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Quantization;

/// <summary>The units of each layer that stand in one word of the device, so that their weights for an input are one multiplication.</summary>
/// <param name="Layers">For each layer its words, and for each word its units, from 0.</param>
internal sealed record WordGroups(IReadOnlyList<IReadOnlyList<int[]>> Layers);

/// <summary>Gradual magnitude pruning of whole words (Zhu and Gupta, 2017): a word is the weights of the units that share one multiplication, for one input.</summary>
/// <remarks>
/// A word is scored by what its weights do to the outputs of the network: <c>Σ w² a² s²</c> over its units, where s is the deviation of the input
/// and a² the squared weights from the unit to the outputs, multiplied along all paths. An input of which no word is left costs the device nothing either,
/// so that all words of an input go together where their score is low beside everything that the device saves.
/// </remarks>
internal sealed class WordPruning : IWeightPruning
{
    private readonly Network<float> _network;
    private readonly WordGroups _groups;
    private readonly Matrix<float> _examples;
    private readonly double _share;
    private readonly int _epochs;
    private readonly double _inputCost;
    private readonly WeightMask<float> _mask;
    private readonly List<int>[][] _left; // for each layer and input the words that are left

    /// <param name="network">The network, which takes standardised features.</param>
    /// <param name="groups">The words.</param>
    /// <param name="examples">Standardised features, shape (n[0], m), for the deviations of the activations.</param>
    /// <param name="share">The share of the words that is removed in the end, 0 to below 1.</param>
    /// <param name="epochs">The epoch in which it is reached.</param>
    /// <param name="inputCost">What an input of the network costs the device, in words.</param>
    public WordPruning(Network<float> network, WordGroups groups, Matrix<float> examples, double share, int epochs, double inputCost)
    {
        _network = network;
        _groups = groups;
        _examples = examples;
        _share = share;
        _epochs = epochs;
        _inputCost = inputCost;
        _mask = new WeightMask<float>(network);
        _left = [.. network.Layers.Select((layer, l) => Enumerable.Range(0, layer.Inputs).Select(i => new List<int>(Enumerable.Range(0, groups.Layers[l].Count))).ToArray())];
        Total = network.Layers.Select((layer, l) => layer.Inputs * groups.Layers[l].Count).Sum();
    }

    /// <summary>All words.</summary>
    public int Total { get; }

    /// <summary>The words that are not removed: the last word of a layer stays, and an input that goes may take a few more words along than the share has.</summary>
    public int Left => _left.Sum(layer => layer.Sum(words => words.Count));

    public void BeginEpoch(int epoch)
    {
        int target = Total - (int)Math.Round(Total * PruningSchedule.ShareAt(_share, epoch, _epochs));
        if (Left > target)
        {
            RemoveDownTo(target);
            Apply();
        }
    }

    public void Apply() => _mask.Apply();

    private void RemoveDownTo(int target)
    {
        double[][][] scores = Scores();
        var queue = new PriorityQueue<(int Layer, int Input), double>();
        for (int l = 0; l < scores.Length; l++)
        {
            for (int i = 0; i < scores[l].Length; i++)
            {
                Enqueue(l, i);
            }
        }

        int left = Left;
        int[] ofLayer = [.. _left.Select(layer => layer.Sum(words => words.Count))];
        while (left > target && queue.TryDequeue(out (int Layer, int Input) next, out _))
        {
            (int l, int i) = next;
            int count = Math.Min(Cheapest(l, i).Count, ofLayer[l] - 1);
            if (count == 0)
            {
                continue; // without its last word the outputs would not depend on the inputs any more
            }

            foreach (int word in _left[l][i].OrderBy(word => scores[l][i][word]).Take(count).ToArray())
            {
                _left[l][i].Remove(word);
                foreach (int unit in _groups.Layers[l][word])
                {
                    _mask.Remove(l, unit, i);
                }
            }

            left -= count;
            ofLayer[l] -= count;
            Enqueue(l, i);
        }

        void Enqueue(int l, int i)
        {
            if (_left[l][i].Count > 0)
            {
                queue.Enqueue((l, i), Cheapest(l, i).Score);
            }
        }

        // Either the word with the lowest score, or all words and with them the input: by the score for what is saved.
        (int Count, double Score) Cheapest(int l, int i)
        {
            List<int> words = _left[l][i];
            double all = 0;
            double least = double.PositiveInfinity;
            foreach (int word in words)
            {
                all += scores[l][i][word];
                least = Math.Min(least, scores[l][i][word]);
            }

            all /= words.Count + (l == 0 ? _inputCost : 0);
            return all < least ? (words.Count, all) : (1, least);
        }
    }

    // For each layer, input and word.
    private double[][][] Scores()
    {
        double[][] deviations = Deviations();
        var scores = new double[_network.Layers.Count][][];
        double[] after = [.. Enumerable.Repeat(1.0, _network.Output.Units)];
        for (int l = scores.Length - 1; l >= 0; l--)
        {
            DenseLayer<float> layer = _network.Layers[l];
            IReadOnlyList<int[]> words = _groups.Layers[l];
            var before = new double[layer.Inputs];
            scores[l] = new double[layer.Inputs][];
            for (int i = 0; i < layer.Inputs; i++)
            {
                scores[l][i] = new double[words.Count];
                for (int w = 0; w < words.Count; w++)
                {
                    double sum = 0;
                    foreach (int unit in words[w])
                    {
                        double weight = layer.Weights[unit, i];
                        sum += weight * weight * after[unit];
                    }

                    before[i] += sum;
                    scores[l][i][w] = sum * deviations[l][i] * deviations[l][i];
                }
            }

            after = before;
        }

        return scores;
    }

    // Of the inputs of each layer over the examples.
    private double[][] Deviations()
    {
        _network.Forward(_examples);
        return
        [
            .. _network.Layers.Select((_, l) =>
            {
                Matrix<float> inputs = l == 0 ? _examples : _network.Layers[l - 1].Activations;
                return Enumerable.Range(0, inputs.Rows).Select(i => Deviation(inputs.Row(i))).ToArray();
            }),
        ];
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / values.Length;
        return Math.Sqrt(Math.Max(0, (squares / values.Length) - (mean * mean)));
    }
}
