namespace EdgeNet
{
    /// <summary>How far a <see cref="Learner"/> has come.</summary>
    public enum LearningState : byte
    {
        /// <summary>Examples move the prototypes.</summary>
        Learning = 0,

        /// <summary>The prototypes stand; examples tell how far normal ones are from them.</summary>
        Calibrating = 1,

        /// <summary><see cref="Learner.Commit"/> can be called.</summary>
        Ready = 2,

        /// <summary>What was seen cannot become normal: <see cref="Learner.Reason"/> says why. The model stays as it is.</summary>
        Refused = 3,
    }

    /// <summary>Why a <see cref="Learner"/> refused to take what it saw for normal.</summary>
    public enum RefusalReason : byte
    {
        /// <summary>It did not.</summary>
        None = 0,

        /// <summary>Too many examples were too far from what training saw: there is a fault, or the machine is of another kind.</summary>
        TooUnusual = 1,

        /// <summary>Too many examples had too many codes at an end of their range: a sensor at its limit, broken, or in another unit.</summary>
        TooSaturated = 2,

        /// <summary>All examples were the same: a sensor that stands still.</summary>
        NeverChanged = 3,

        /// <summary>A prototype moved farther than it may.</summary>
        Drifted = 4,
    }
}
