namespace EdgeNet.Files;

/// <summary>The user's input cannot be used; the message says in one line what is wrong, where, and what to do.</summary>
public class InputException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A recipe cannot be used; the message says which key and what to do.</summary>
internal sealed class RecipeException : InputException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">File, key, what is wrong and what to do.</param>
    public RecipeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">File, place, what is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RecipeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
