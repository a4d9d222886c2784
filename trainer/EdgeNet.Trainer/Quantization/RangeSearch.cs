using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Chooses the codes of inputs and activations, layer by layer: earlier layers are in integers already, later ones are not.</summary>
/// <remarks>
/// First all inputs take the same option, then each is turned by itself as long as that pays, from the first on.
/// Everything is computed in the float network with fake quantizers. It ends by work, not by time, and so is the same on every machine.
/// </remarks>
internal sealed class RangeSearch
{
    /// <summary>Most multiply-adds that one search takes, about a tenth of a second.</summary>
    public const long MostWork = 100_000_000;

    private const int MostExamples = 1000;
    private const int MostRounds = 3;

    // Fewer words on the device are worth an unnoticeable loss: this much for all words of the first layer.
    private const double PriceOfWords = 0.001;

    // A gain below this share of the cost is not worth a narrower range.
    private const double LeastGain = 0.02;

    // An unnoticeable gain is not worth it either; for one input only a part of it, since many add up.
    private const double ManyInputs = 5;

    // Nor is a gain below this many of its standard errors, which is chance.
    private const double LeastErrors = 0.5;

    private readonly int _weightPeak;
    private readonly Network<float> _exact;
    private readonly Network<float> _network;
    private readonly InputOptions _inputs;
    private readonly RangeJudge _judge;
    private readonly Matrix<float> _raw;
    private readonly Matrix<float> _coded;
    private readonly FakeWeights _first;
    private readonly int _words;
    private int _lastWords;

    /// <param name="network">The float network.</param>
    /// <param name="inputs">The ways of coding inputs; left at the best setting.</param>
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
        _weightPeak = weightPeak;
        _exact = network.Fold();
        _network = network.Fold();
        _network.Forward(_coded);
        _judge = new RangeJudge(_network);
        _first = new FakeWeights(_network.Layers[0], inputs.Codes, weightPeak);
        _network.Layers[0].WeightQuantizer = _first;
        _network.Layers[0].BiasQuantizer = new FakeBiases(_first);
        for (int l = 1; l < _network.Layers.Count; l++)
        {
            RoundWeights(l, InputCodes.Of(new AffineScale(1, 0), _network.Layers[l].Inputs));
        }

        for (int i = 0; i < _raw.Rows; i++)
        {
            Code(i);
        }

        _network.Forward(_coded);
        _words = _first.Words;
    }

    /// <summary>Multiply-adds so far, or the equivalent.</summary>
    public long Work { get; private set; }

    /// <summary>Searches.</summary>
    /// <returns>What the codes of A[1] to A[L-1] stand for.</returns>
    public UnitCodes[] Run()
    {
        Judgement cost = TurnAll(CostFrom(0));
        TurnEach(cost);
        CostFrom(0);
        var hidden = new UnitCodes[_network.Layers.Count - 1];
        for (int l = 0; l < hidden.Length; l++)
        {
            hidden[l] = _network.Layers[l].Shape.Activation switch
            {
                Activation.Tanh => UnitCodes.Of(AffineScale.Tanh, _network.Layers[l].Units),
                Activation.Sigmoid => UnitCodes.Of(AffineScale.Sigmoid, _network.Layers[l].Units),
                _ => ChooseHidden(l),
            };
        }

        return hidden;
    }

    private Judgement TurnAll(Judgement cost)
    {
        int best = 0;
        for (int option = 1; option < _inputs.Options && Work < MostWork; option++)
        {
            SetAll(option);
            Judgement turned = CostFrom(0);
            if (turned.IsBetterThan(cost, _judge.Negligible))
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

    private void TurnEach(Judgement cost)
    {
        bool isBetter = true;
        for (int round = 0; round < MostRounds && isBetter; round++)
        {
            isBetter = false;
            for (int i = 0; i < _raw.Rows; i++)
            {
                for (int knob = 0; knob < _inputs.Knobs && cost.Mean > _judge.Negligible; knob++)
                {
                    Judgement turned = Turn(i, knob, cost);
                    isBetter |= turned != cost;
                    cost = turned;
                }
            }
        }
    }

    private Judgement Turn(int input, int knob, Judgement cost)
    {
        int best = _inputs.OptionOf(input, knob);
        for (int option = 0; option < _inputs.Options && Work < MostWork; option++)
        {
            if (!_inputs.TrySet(input, knob, option))
            {
                continue;
            }

            Code(input);
            Judgement turned = CostFrom(0);
            if (turned.IsBetterThan(cost, _judge.Negligible / ManyInputs))
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

    private UnitCodes ChooseHidden(int index)
    {
        DenseLayer<float> layer = _network.Layers[index];
        CostFrom(index);
        bool isRounded = false;
        double[][][] ends = [.. Enumerable.Range(0, layer.Units).Select(j => EndsOf(layer, j))];
        (int Low, int High, int Own) best = (0, 0, 0);
        Judgement cost = Try(best);
        for (int own = 0; own <= 2; own++)
        {
            for (int k = 0; k < Quantiles.Count; k++)
            {
                Consider((k, k, own));
            }
        }

        for (int k = 0; k < Quantiles.Count; k++)
        {
            Consider(best with { High = k });
        }

        for (int k = 0; k < Quantiles.Count; k++)
        {
            Consider(best with { Low = k });
        }

        Try(best);
        return CodesOf(best);

        void Consider((int Low, int High, int Own) ranges)
        {
            if (Work < MostWork && Try(ranges) is var turned && turned.IsBetterThan(cost, 0))
            {
                (best, cost) = (ranges, turned);
            }
        }

        Judgement Try((int Low, int High, int Own) ranges)
        {
            UnitCodes codes = CodesOf(ranges);
            layer.ActivationQuantizer = new FakeActivations(codes);
            RoundWeights(index + 1, codes.ToInput());
            (Judgement turned, isRounded) = (CostFrom(index, isRounded), true);
            return turned;
        }

        UnitCodes CodesOf((int Low, int High, int Own) ranges) =>
            UnitCodes.Spread([.. ends.Select(unit => unit[0][ranges.Low])], [.. ends.Select(unit => unit[1][ranges.High])], ranges.Own);
    }

    // The ends of one unit's activations; 0 has a code of its own, ReLU gives nothing below it, and saturation is its ceiling.
    private static double[][] EndsOf(DenseLayer<float> layer, int unit)
    {
        float[] sorted = layer.Activations.Row(unit).ToArray();
        Array.Sort(sorted);
        double[][] ends = Quantiles.Ends(sorted, sorted.Length);
        double least = layer.Shape.Activation == Activation.Relu ? 0 : double.NegativeInfinity;
        return [[.. ends[0].Select(end => Math.Clamp(end, least, 0))], [.. ends[1].Select(end => Math.Clamp(end, 0, layer.Shape.Ceiling))]];
    }

    // The layers before the index have their activations already; that of the index its logits, if only its rounding has changed.
    private Judgement CostFrom(int index, bool isRoundedOnly = false)
    {
        for (int l = index; l < _network.Layers.Count; l++)
        {
            DenseLayer<float> layer = _network.Layers[l];
            Work += (long)layer.Weights.Count * _coded.Columns; // as if all were computed: what a search finds does not depend on what it saves
            if (l == index && isRoundedOnly)
            {
                layer.RoundAgain();
            }
            else
            {
                layer.Forward(l == 0 ? _coded : _network.Layers[l - 1].Activations);
            }
        }

        Work += (8L * _first.Count) + (16L * _network.Output.Units * _coded.Columns);
        return new Judgement(_judge.CostsOf(_network), PriceOfWords * (isRoundedOnly ? _lastWords : _lastWords = _first.Words) / Math.Max(1, _words));
    }

    private void Code(int input) => _inputs.Code(input, _raw.Row(input), _coded.Row(input));

    private void RoundWeights(int index, InputCodes codes) =>
        new FakeWeights(_exact.Layers[index], codes, _weightPeak).Forward(_exact.Layers[index].Weights, _network.Layers[index].Weights);

    // The loss of each example, and the cost of the words.
    private sealed record Judgement(double[] Costs, double Words)
    {
        public double Mean { get; } = Reduction.Sum<double>(Costs) / Costs.Length;

        // Examples are paired, so that their common variation is no error of the gain.
        public bool IsBetterThan(Judgement other, double least)
        {
            double gain = other.Mean - Mean;
            double squares = 0;
            for (int e = 0; e < Costs.Length; e++)
            {
                double deviation = other.Costs[e] - Costs[e] - gain;
                squares += deviation * deviation;
            }

            double error = Math.Sqrt(squares) / Costs.Length;
            return gain + other.Words - Words > Math.Max(least, Math.Max(LeastErrors * error, LeastGain * (other.Mean + other.Words)));
        }
    }
}
