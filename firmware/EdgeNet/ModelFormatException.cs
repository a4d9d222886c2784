using System;

namespace EdgeNet
{
    /// <summary>A model file was refused; the message is one clear reason.</summary>
    public class ModelFormatException : Exception
    {
        /// <summary>Makes the exception.</summary>
        /// <param name="error">The kind of reason.</param>
        /// <param name="message">The reason, with the numbers found and expected.</param>
        public ModelFormatException(ModelFormatError error, string message)
            : base(message)
        {
            Error = error;
        }

        /// <summary>The kind of reason.</summary>
        public ModelFormatError Error { get; }
    }

    /// <summary>Why a model file was refused.</summary>
    public enum ModelFormatError : byte
    {
        /// <summary>The file does not begin with <c>EDGN</c>: it is no model file.</summary>
        BadMagic = 1,

        /// <summary>The format version is one that this library does not read.</summary>
        UnsupportedVersion = 2,

        /// <summary>The file is shorter than it says, or ends in the middle of something.</summary>
        Truncated = 3,

        /// <summary>The CRC-32 does not match: the file was damaged.</summary>
        BadCrc = 4,

        /// <summary>A count, a shape, an activation or a reserved byte that no model has.</summary>
        ImpossibleShape = 5,

        /// <summary>A scale, offset, multiplier or shift outside its range, or weights whose sum could overflow.</summary>
        ScaleOutOfRange = 6,
    }
}
