using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Chooses the codes of inputs and activations, layer by layer: what comes before is in integers already, what comes after is not.</summary>
/// <remarks>
/// First all inputs take the same option, then each is turned by itself as long as that pays, those first whose rounding weighs most.
/// Everything is computed in the float network with fake quantizers. It ends by work, not by time, and so is the same on every machine.
/// </remarks>
internal sealed class RangeSearch
{
    /// <summary>Most multiply-adds that one search takes, about a tenth of a second.</summary>
    public const long MostWork = 200_000_000;

    private const int MostExamples = 1000;
    private const int MostRounds = 3;

    // Fewer words on the device are worth a loss that nobody sees: this for all words of the first layer.
    private const double PriceOfWords = 0.001;

    // A gain below this share of the cost is chance.
    private const double LeastGain = 0.02;

    private readonly Network<float> _network;
    private readonly InputOptions _inputs;
    private readonly RangeJudge _judge;
    private readonly Matrix<float> _raw;
    private readonly Matrix<float> _coded;
    private readonly FakeWeights _first;
    private readonly int _words;

    /// <param name="network">The float network.</param>
    /// <param name="inputs">The ways of coding inputs; they are left as they are best.</param>
    /// <param name="raw">Raw features, shape (n[0], m).</param>
    /// <param name="standardized">The same, standardised.</param>
    /// <param name="weightPeak">The largest weight: 127, or 7 for weights of four bits.</param>
    public RangeSearch(Network<float> network, InputOptions inputs, Matrix<float> raw, Matrix<float> standardized, int weightPeak)
    {
        _inputs = inputs;
        int every = ((raw.Columns - 1) / MostExamples) + 1;
        int[] judging = [.. Enumerable.Range(0, ((raw.Columns - 1) / every) + 1).Select(k => k * every)];
        _raw = new Matrix<float>(0, 0);
        raw.GatherColumns(judging, _raw);
        _coded = new Matrix<float>(0, 0);
        standardized.GatherColumns(judging, _coded);
        _network = network.Fold();
        _network.Forward(_coded);
        _judge = new RangeJudge(_network);
        _first = new FakeWeights(_network.Layers[0], inputs.Codes, weightPeak);
        _network.Layers[0].WeightQuantizer = _first;
        _network.Layers[0].BiasQuantizer = new FakeBiases(_first);
        RoundLaterWeights(weightPeak);
        for (int i = 0; i < _raw.Rows; i++)
        {
            Code(i);
        }

        _network.Forward(_coded);
        _words = _first.Words;
    }

    /// <summary>Multiply-adds so far, or what takes as long.</summary>
    public long Work { get; private set; }

    /// <summary>Searches.</summary>
    /// <returns>What the codes of A[1] to A[L-1] stand for.</returns>
    public AffineScale[] Run()
    {
        double cost = TurnAll(CostFrom(0));
        TurnEach(cost);
        CostFrom(0);
        var hidden = new AffineScale[_network.Layers.Count - 1];
        for (int l = 0; l < hidden.Length; l++)
        {
            hidden[l] = _network.Layers[l].Shape.Activation switch
            {
                Activation.Tanh => AffineScale.Tanh,
                Activation.Sigmoid => AffineScale.Sigmoid,
                _ => ChooseHidden(l),
            };
        }

        return hidden;
    }

    private double TurnAll(double cost)
    {
        int best = 0;
        for (int option = 1; option < _inputs.Options && Work < MostWork; option++)
        {
            SetAll(option);
            double turned = CostFrom(0);
            if (turned < cost * (1 - LeastGain))
            {
                (best, cost) = (option, turned);
            }
        }

        SetAll(0);
        SetAll(best);
        return cost;
    }

    private void SetAll(int option)
    {
        for (int i = 0; i < _raw.Rows; i++)
        {
            bool isTurned = false;
            for (int knob = 0; knob < _inputs.Knobs; knob++)
            {
                isTurned |= _inputs.TrySet(i, knob, option);
            }

            if (isTurned)
            {
                Code(i);
            }
        }
    }

    private void TurnEach(double cost)
    {
        bool isBetter = true;
        for (int round = 0; round < MostRounds && isBetter; round++)
        {
            isBetter = false;
            foreach (int i in Enumerable.Range(0, _raw.Rows))
            {
                for (int knob = 0; knob < _inputs.Knobs; knob++)
                {
                    double turned = Turn(i, knob, cost);
                    isBetter |= turned < cost;
                    cost = turned;
                }
            }
        }
    }

    private double Turn(int input, int knob, double cost)
    {
        int best = _inputs.OptionOf(input, knob);
        for (int option = 0; option < _inputs.Options && Work < MostWork; option++)
        {
            if (!_inputs.TrySet(input, knob, option))
            {
                continue;
            }

            Code(input);
            double turned = CostFrom(0);
            if (turned < cost * (1 - LeastGain))
            {
                (best, cost) = (option, turned);
            }
        }

        if (_inputs.TrySet(input, knob, best))
        {
            Code(input);
        }

        return cost;
    }

    private AffineScale ChooseHidden(int index)
    {
        DenseLayer<float> layer = _network.Layers[index];
        layer.ActivationQuantizer = null;
        CostFrom(index);
        double[][] ends = Quantiles.Ends(layer.Activations.Values);
        (int Low, int High) best = (0, 0);
        double cost = Try(0, 0);
        for (int k = 1; k < Quantiles.Count; k++)
        {
            Consider(k, k);
        }

        for (int k = 0; k < Quantiles.Count; k++)
        {
            Consider(best.Low, k);
        }

        for (int k = 0; k < Quantiles.Count; k++)
        {
            Consider(k, best.High);
        }

        AffineScale chosen = AffineScale.Spread(ends[0][best.Low], ends[1][best.High]);
        layer.ActivationQuantizer = new FakeActivations(chosen);
        CostFrom(index);
        return chosen;

        void Consider(int low, int high)
        {
            if (Try(low, high) is var turned && turned < cost * (1 - LeastGain))
            {
                (best, cost) = ((low, high), turned);
            }
        }

        double Try(int low, int high)
        {
            layer.ActivationQuantizer = new FakeActivations(AffineScale.Spread(ends[0][low], ends[1][high]));
            return CostFrom(index);
        }
    }

    // The layers before the index have their activations already.
    private double CostFrom(int index)
    {
        for (int l = index; l < _network.Layers.Count; l++)
        {
            DenseLayer<float> layer = _network.Layers[l];
            layer.Forward(l == 0 ? _coded : _network.Layers[l - 1].Activations);
            Work += (long)layer.Weights.Count * _coded.Columns;
        }

        Work += (8L * _first.Count) + (16L * _network.Output.Units * _coded.Columns);
        return _judge.CostOf(_network) + (PriceOfWords * _first.Words / Math.Max(1, _words));
    }

    private void Code(int input) => _inputs.Code(input, _raw.Row(input), _coded.Row(input));

    // Hidden activations of a layer share one scale, so its rounded weights do not depend on it.
    private void RoundLaterWeights(int weightPeak)
    {
        foreach (DenseLayer<float> layer in _network.Layers.Skip(1))
        {
            var rounded = new Matrix<float>(0, 0);
            new FakeWeights(layer, InputCodes.Of(new AffineScale(1, 0), layer.Inputs), weightPeak).Forward(layer.Weights, rounded);
            rounded.Values.CopyTo(layer.Weights.Values);
        }
    }
}
