namespace EdgeNet.Networks.Layers;

/// <content>Units that gradient descent cannot tell apart.</content>
internal sealed partial class Network<T>
{
    /// <summary>Finds a hidden layer whose units are all the same, in what they take and in what they hand on: gradient descent can never tell them apart.</summary>
    /// <returns>The number of the first such layer, or 0 when there is none.</returns>
    public int FindSymmetricLayer()
    {
        for (int l = 0; l < _layers.Length - 1; l++)
        {
            // Dropout tells even equal units apart: each is dropped by itself.
            bool canDiffer = _layers[l].Units == 1 || _layers[l].Shape.Dropout > 0;
            if (!canDiffer && HasEqualUnits(_layers[l]) && HasEqualColumns(_layers[l + 1].Weights))
            {
                return _layers[l].Number;
            }
        }

        return 0;
    }

    private static bool HasEqualUnits(DenseLayer<T> layer)
    {
        foreach (LayerParameter<T> parameter in layer.Parameters)
        {
            for (int j = 1; j < layer.Units; j++)
            {
                if (!parameter.Values.Row(j).SequenceEqual(parameter.Values.Row(0)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool HasEqualColumns(Matrix<T> matrix)
    {
        for (int r = 0; r < matrix.Rows; r++)
        {
            ReadOnlySpan<T> row = matrix.Row(r);
            if (row.ContainsAnyExcept(row[0]))
            {
                return false;
            }
        }

        return true;
    }
}
