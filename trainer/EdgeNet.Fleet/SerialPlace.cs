namespace EdgeNet.Fleet;

/// <summary>Where a board is reached: a serial port, which may go away and come back.</summary>
internal interface ISerialPlace
{
    /// <summary>The name of the port in messages.</summary>
    string Name { get; }

    /// <summary>Bits a second.</summary>
    int BaudRate { get; }

    /// <summary>The time, by which one waits here.</summary>
    TimeProvider Time { get; }

    /// <summary>Opens the port.</summary>
    /// <exception cref="InputException">It cannot be opened; the message says what to do.</exception>
    ISerialLine Open();

    /// <summary>Waits.</summary>
    void Wait(TimeSpan time, CancellationToken stop);
}

/// <summary>An open port. Neither call throws when the cable is pulled out.</summary>
internal interface ISerialLine : IDisposable
{
    /// <summary>Takes the bytes that have come, and waits for the first of them.</summary>
    /// <param name="buffer">Written from its beginning.</param>
    /// <param name="most">How long to wait.</param>
    /// <returns>How many; 0 if none came, -1 if the port is gone.</returns>
    int Read(byte[] buffer, TimeSpan most);

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How many of them.</param>
    /// <returns><c>false</c> if the port is gone.</returns>
    bool Write(byte[] bytes, int count);
}
