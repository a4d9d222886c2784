namespace EdgeNet.Cli;

/// <summary>What the process says to its caller; the README lists them.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault of EdgeNet itself.</summary>
    public const int InternalError = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Data, or a file to be written, cannot be used.</summary>
    public const int BadInput = 3;

    /// <summary>The recipe cannot be used.</summary>
    public const int BadRecipe = 4;

    /// <summary>A model file was refused, or its golden vectors fail.</summary>
    public const int BadModel = 5;

    /// <summary>Another program that was called, nanoff, did not do its work.</summary>
    public const int ToolFailed = 6;

    /// <summary>A device fell silent, or was unplugged, before the time was over; what came is kept.</summary>
    public const int ConnectionLost = 7;

    /// <summary>Stopped by Ctrl-C; what was kept is said.</summary>
    public const int Interrupted = 130;
}
