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
}
