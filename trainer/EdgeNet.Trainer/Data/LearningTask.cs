namespace EdgeNet.Trainer.Data;

/// <summary>What a network is to learn.</summary>
public enum LearningTask
{
    /// <summary>One of two classes: a sigmoid output and a decision threshold.</summary>
    Binary,

    /// <summary>One of three or more classes: softmax outputs, of which the largest decides.</summary>
    MultiClass,

    /// <summary>One or more quantities: linear or ReLU outputs and the squared error.</summary>
    Regression,
}
