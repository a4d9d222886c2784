namespace EdgeNet.Capture;

/// <summary>Why a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>The time is over.</summary>
    Complete,

    /// <summary>It was asked to stop.</summary>
    Cancelled,

    /// <summary>The port is gone: the cable was unplugged.</summary>
    Unplugged,

    /// <summary>The port is there and nothing came through it for <see cref="CaptureSession.SilenceSeconds"/> seconds.</summary>
    Silent,

    /// <summary>Lines came through the port, and no whole reading among them for <see cref="CaptureSession.SilenceSeconds"/> seconds.</summary>
    NoReadings,
}
