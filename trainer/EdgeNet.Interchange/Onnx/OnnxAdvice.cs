namespace EdgeNet.Interchange.Onnx;

/// <summary>What would do in place of an operator that cannot be taken.</summary>
internal static class OnnxAdvice
{
    public static string For(string operation) => operation switch
    {
        "Conv" or "ConvTranspose" or "MaxPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" or "ConvInteger" or "QLinearConv" =>
            "flatten the input and use dense layers, or train on features of it",
        "LSTM" or "GRU" or "RNN" or "Scan" or "Loop" or "If" => "use features of a window of readings, which EdgeNet's streams compute on the device",
        "Gelu" or "Elu" or "Selu" or "Celu" or "Softplus" or "Softsign" or "HardSwish" or "Mish" or "Swish" or "Erf" or "ThresholdedRelu" or "Sin" or "Cos" or "QuickGelu" or "Hardmax" =>
            "train with ReLU, leaky ReLU, tanh or sigmoid there",
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "LpNormalization" or "LRN" or "RMSNormalization" or "MeanVarianceNormalization" =>
            "it needs the mean of each example; use batch normalisation, which costs the device nothing",
        "TreeEnsembleClassifier" or "TreeEnsembleRegressor" or "TreeEnsemble" or "SVMClassifier" or "SVMRegressor" => "train an MLP or a logistic regression",
        "Imputer" or "OneHotEncoder" or "Binarizer" or "DictVectorizer" or "TfIdfVectorizer" or "StringNormalizer" or "Tokenizer" =>
            "prepare the columns before, and export the part of the pipeline behind it",
        "Embedding" or "GatherND" or "GatherElements" or "Attention" or "MultiHeadAttention" => "give the network numbers, and use dense layers",
        _ => "export the part of the model that is dense layers and activations",
    };
}
