using EdgeNet.Capture;
using EdgeNet.Files;

namespace EdgeNet.Tests.Capture;

[TestClass]
public class SerialSourceTests
{
    [TestMethod]
    public void Open_NoSuchPort_SaysSo()
    {
        string name = OperatingSystem.IsWindows() ? "COM199" : "/dev/ttyUSB199";
        InputException fault = Assert.ThrowsExactly<InputException>(() => SerialSource.Open(name, 115200));
        Assert.AreEqual($"{name}: there is no such port; is the device plugged in?", fault.Message);
    }

    [TestMethod]
    public void Open_FileThatIsNoPort_SaysSo()
    {
        PseudoTerminal.RequireUnix();
        using var folder = new TemporaryFolder();
        string path = folder.Write("port", "text");
        foreach (string name in (string[])[path, folder.Path])
        {
            InputException fault = Assert.ThrowsExactly<InputException>(() => SerialSource.Open(name, 115200));
            Assert.StartsWith($"{name}: cannot be opened", fault.Message);
            Assert.Contains("serial port", fault.Message);
        }
    }

    [TestMethod]
    public void Explain_NoPermission_SaysHowToGetIt()
    {
        PseudoTerminal.RequireUnix();
        Assert.AreEqual(
            "/dev/null: cannot be opened: it is no serial port, another program has it open, or your user may not use it ('sudo usermod -aG dialout $USER' and a new login allow it).",
            SerialSource.Explain("/dev/null", 115200, new UnauthorizedAccessException()));
    }

    [TestMethod]
    public void Read_NothingThere_ReturnsNoughtAndThenWhatComes()
    {
        PseudoTerminal.RequireUnix();
        using var terminal = new PseudoTerminal();
        using SerialSource source = SerialSource.Open(terminal.Name, 115200);
        byte[] buffer = new byte[100];
        Assert.AreEqual(0, source.Read(buffer));
        terminal.Write("\r\n\0\u0003\u0011a"u8); // what a terminal that is not raw would change
        int count = 0;
        while (count < 6)
        {
            byte[] part = new byte[100];
            int read = source.Read(part);
            Array.Copy(part, 0, buffer, count, read);
            count += read;
        }

        CollectionAssert.AreEqual("\r\n\0\u0003\u0011a"u8.ToArray(), buffer[..count]);
        terminal.Unplug();
        Assert.AreEqual(-1, source.Read(buffer));
    }

    [TestMethod]
    public void Read_UnpluggedBetweenTwoReads_IsNoticed()
    {
        PseudoTerminal.RequireUnix();
        for (int r = 0; r < 50; r++)
        {
            using var terminal = new PseudoTerminal();
            using SerialSource source = SerialSource.Open(terminal.Name, 115200);
            byte[] buffer = new byte[100];
            terminal.Write("a"u8);
            Assert.AreEqual(1, source.Read(buffer));
            terminal.Unplug();
            Thread.Sleep(10); // for the port's own thread to notice it while nobody reads
            Assert.AreEqual(-1, source.Read(buffer));
        }
    }
}
