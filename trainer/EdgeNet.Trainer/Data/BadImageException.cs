namespace EdgeNet.Trainer.Data;

/// <summary>An image file cannot be used; the message says why, in a few words that go into a list.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">Where it came from.</param>
internal sealed class BadImageException(string message, Exception? innerException = null) : Exception(message, innerException);
