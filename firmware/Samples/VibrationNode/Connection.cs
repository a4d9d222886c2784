using EdgeNet;

#nullable disable

namespace VibrationNode
{
    /// <summary>A connection to the broker that is there for the time of a visit.</summary>
    internal abstract class Connection : MqttLine
    {
        /// <summary>Is given each message that comes, on any thread.</summary>
        internal MessageReceiver Receiver { get; set; }

        /// <summary>Joins the network and the broker. It may take half a minute.</summary>
        /// <returns><c>null</c> when there is a connection, else why not, one sentence.</returns>
        internal abstract string Open();

        /// <summary>Waits a little for what was published to leave, and ends the connection. Without one it does nothing.</summary>
        internal abstract void Close();
    }

    /// <summary>Takes a message.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its bytes.</param>
    internal delegate void MessageReceiver(string topic, byte[] payload);
}
