namespace VibrationNode
{
    /// <summary>Takes a line of output: the debug console on the board.</summary>
    /// <param name="line">The line, without its end.</param>
    internal delegate void LineWriter(string line);
}
