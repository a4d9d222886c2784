namespace EdgeNet
{
    /// <summary>A connection to an MQTT broker, as a <see cref="MqttNode"/> needs it. On a board, a class over nanoFramework.M2Mqtt implements it.</summary>
    /// <remarks>
    /// <para>
    /// All members are called by the thread that calls <see cref="MqttNode.Tick"/>, and none may throw or wait for the broker: what cannot be sent is
    /// lost, and the node sends it again later. M2Mqtt only queues what it is given and sends it from a thread of its own. The will of an M2Mqtt
    /// connection is a text and cannot be a status; that a node is silent is seen by its health records.
    /// </para>
    /// <code>
    /// internal sealed class M2MqttLine : MqttLine
    /// {
    ///     private readonly MqttClient _client; // its Settings.InflightQueueSize is 16 or so: by default, the queue grows without end
    ///
    ///     public override bool IsConnected => _client.IsConnected;
    ///
    ///     public override void Publish(string topic, byte[] payload, int count, bool retain)
    ///     {
    ///         byte[] message = new byte[count];
    ///         Array.Copy(payload, message, count);
    ///         try
    ///         {
    ///             _client.Publish(topic, message, null, null, MqttQoSLevel.AtLeastOnce, retain);
    ///         }
    ///         catch (MqttClientException)
    ///         {
    ///             // The queue is full: the node sends it again.
    ///         }
    ///     }
    ///
    ///     public override void Subscribe(string topic)
    ///     {
    ///         _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
    ///     }
    /// }
    ///
    /// client.MqttMsgPublishReceived += (sender, e) => node.Received(e.Topic, e.Message);
    /// </code>
    /// <para>M2Mqtt does not connect again by itself: the application's loop does, and calls <see cref="MqttNode.Connected"/> then.</para>
    /// </remarks>
    public abstract class MqttLine
    {
        /// <summary>Whether the broker has accepted the connection, and it has not been lost since.</summary>
        public abstract bool IsConnected { get; }

        /// <summary>Sends a message with quality of service 1.</summary>
        /// <param name="topic">Its topic.</param>
        /// <param name="payload">Begins with its bytes. M2Mqtt sends the array later and whole: give it a copy of the right length.</param>
        /// <param name="count">How many bytes.</param>
        /// <param name="retain">Whether the broker keeps it for those who subscribe later.</param>
        public abstract void Publish(string topic, byte[] payload, int count, bool retain);

        /// <summary>Subscribes with quality of service 1. What arrives goes to <see cref="MqttNode.Received"/>.</summary>
        /// <param name="topic">A topic without wildcards.</param>
        public abstract void Subscribe(string topic);
    }
}
