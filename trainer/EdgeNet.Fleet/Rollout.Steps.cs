using System.Globalization;

namespace EdgeNet.Fleet;

/// <content>What a status means, and what follows from it.</content>
internal sealed partial class Rollout
{
    /// <summary>Why a node cannot take a model, as far as its status tells.</summary>
    /// <returns>A few words; null if it may.</returns>
    public static string? Unfitness(NodeStatus status, OfferedModel model)
    {
        if (status.Protocol != UpdateMessage.Protocol)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it speaks protocol {status.Protocol}, and this EdgeNet speaks {UpdateMessage.Protocol}");
        }

        if (IsOfAnother(status, model))
        {
            return $"it takes models of '{status.Name}', and this is one of '{model.Name}'";
        }

        if (status.KeyId != model.KeyId)
        {
            return $"it trusts the key {status.KeyId}, and the model is signed by {model.KeyId}";
        }

        if (model.Length > status.Capacity)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has room for {status.Capacity} bytes, and the model has {model.Length}");
        }

        if (Math.Max(status.Confirmed, status.Running) > model.Version)
        {
            return "it has a newer model";
        }

        if (status.Phase is UpdatePhase.Staged or UpdatePhase.Testing && status.Crc != model.Crc)
        {
            return "another model is staged or on trial there";
        }

        return status.Running == model.Version && status.RunningCrc != model.Crc
            ? string.Create(CultureInfo.InvariantCulture, $"it runs version {model.Version} already, from another file; give this one a higher version")
            : null;
    }

    private static bool IsOfAnother(NodeStatus status, OfferedModel model) =>
        status.Protocol == UpdateMessage.Protocol && status.Name.Length > 0 && status.Name != model.Name;

    // Whether a status tells that something has gone on. How another model gets there is no step of this one.
    private bool IsStep(NodeStatus before, NodeStatus now) =>
        (now.Phase != UpdatePhase.Receiving || now.Crc == model.Crc)
        && (before.Phase != now.Phase || before.Crc != now.Crc || before.ChunksHad != now.ChunksHad || before.Decisions != now.Decisions || before.Attempt != now.Attempt
            || before.Running != now.Running || before.Confirmed != now.Confirmed || before.Outcome != now.Outcome || before.OutcomeVersion != now.OutcomeVersion);

    // The state of a node, from its status and from whether its turn has come; nothing else is remembered.
    private void Judge(RolloutNode node)
    {
        NodeStatus status = node.Status!;
        bool isOurs = status.Crc == model.Crc && status.Phase != UpdatePhase.Idle;
        if (isOurs)
        {
            node.HasBegun = true;
            node.HasHadModel = status.Phase != UpdatePhase.Receiving;
        }

        if (!node.WasTried)
        {
            node.Attempt = options.Again ? Math.Min(byte.MaxValue, status.Attempt + 1) : 0;
        }

        if (status.Protocol == UpdateMessage.Protocol && !isOurs && status.Confirmed == model.Version && status.Running == model.Version && status.RunningCrc == model.Crc)
        {
            node.State = NodeState.Confirmed;
        }
        else if (Unfitness(status, model) is { } why)
        {
            node.State = IsOfAnother(status, model) ? NodeState.NotConcerned : NodeState.Unfit;
            node.Why = why;
        }
        else if (isOurs)
        {
            node.State = status.Phase switch
            {
                UpdatePhase.Receiving => NodeState.Receiving,
                UpdatePhase.Staged => NodeState.Staged,
                _ => NodeState.Testing,
            };
        }
        else if (HasFailed(node, status))
        {
            node.State = NodeState.Failed;
            node.Why = status.OutcomeText;
        }
        else
        {
            node.State = node.WasTried ? NodeState.Offered : NodeState.Waiting;
            node.HasHadModel = false;
        }
    }

    // What a node remembers counts by its attempt. What it does not remember counts once the node has begun, and everything after it had the model.
    private bool HasFailed(RolloutNode node, NodeStatus status) =>
        status.HasFailed(model.Version, node.Attempt)
        || (node.HasBegun && !status.IsRemembered && status.HasFailed(model.Version))
        || (node.HasHadModel && status.Phase == UpdatePhase.Idle && status.HasRefused(model.Version));

    // What is done about a new state.
    private void Follow(RolloutNode node, NodeState before, TimeSpan now)
    {
        if (node.State is NodeState.Confirmed or NodeState.Failed && node.State != before)
        {
            _waveConfirmed += node.State == NodeState.Confirmed ? 1 : 0;
            CheckFailures();
        }

        if (node.State is NodeState.Confirmed or NodeState.Failed or NodeState.Unfit or NodeState.NotConcerned)
        {
            if (node.HasOffer)
            {
                Withdraw(node);
            }
        }
        else if (node.State == NodeState.Receiving && StoppedBecause is null)
        {
            if (!node.WasTried)
            {
                // Another roll-out has begun it, or a serial line: as if its turn had come.
                Take(node, now, offers: true);
            }

            Answer(node);
        }
        else if (before == NodeState.Silent && node.State == NodeState.Offered && StoppedBecause is null)
        {
            Offer(node);
        }
    }

    private void CheckFailures()
    {
        int lost = _nodes.Values.Count(node => node.IsLost);
        int failed = Failed + lost;
        int done = failed + Confirmed;
        if (failed > 0 && StoppedBecause is null && failed > options.StopAt * done)
        {
            RolloutNode first = _nodes.Values.First(node => node.State == NodeState.Failed || node.IsLost);
            string what = lost == 0 ? "run the model before" : lost == failed ? "fell silent with the model" : "run the model before or fell silent with this one";
            string share = string.Create(CultureInfo.InvariantCulture, $"{failed} of {done} nodes that are done {what}, more than {100 * options.StopAt:0.##} %");
            StoppedBecause = $"{share}; {first.Device}: {(first.IsLost ? first.Describe(model) : first.Why)}";
            foreach (RolloutNode node in _nodes.Values.Where(node => node.State is NodeState.Offered or NodeState.Receiving))
            {
                node.State = NodeState.Waiting;
                node.WasTried = false;
                OnChange?.Invoke(node);
            }

            Stop(StoppedBecause);
        }
    }

    private void GiveTurns(TimeSpan now)
    {
        RolloutNode[] waiting = [.. _nodes.Values.Where(node => node.State == NodeState.Waiting && node.Status is not null)];
        int active = _nodes.Values.Count(node => node.IsActive);
        if (_waveLeft == 0 && active == 0 && waiting.Length > 0)
        {
            // One after which nobody has the model proves nothing: the next is no larger.
            _waveSize = _waveConfirmed > 0 ? 2 * _waveSize : _waveSize;
            _waveLeft = _waveSize;
            _waveConfirmed = 0;
        }

        int turns = Math.Min(Math.Min(_waveLeft, options.AtOnce - active), waiting.Length);
        foreach (RolloutNode node in waiting.Take(turns))
        {
            _waveLeft--;
            node.State = NodeState.Offered;
            Take(node, now, offers: true);
            OnChange?.Invoke(node);
        }

        if (turns == waiting.Length)
        {
            _waveLeft = 0;
        }
    }

    private void Take(RolloutNode node, TimeSpan now, bool offers)
    {
        node.WasTried = true;
        node.LastStep = now;
        node.Wait = FirstWait;
        node.NextWord = now + FirstWait;
        if (offers)
        {
            Offer(node);
        }
    }

    private void Offer(RolloutNode node)
    {
        node.HasOffer = true;
        line.Offer(node.Device, model.Offer(OfferedModel.ChunkFor(node.Status, options.MostChunk), node.Attempt));
    }

    private void Withdraw(RolloutNode node)
    {
        node.HasOffer = false;
        line.Withdraw(node.Device);
    }

    private void Speak(RolloutNode node)
    {
        if (node.State == NodeState.Offered)
        {
            Offer(node);
        }
        else
        {
            line.Query(node.Device);
        }
    }

    private void Answer(RolloutNode node)
    {
        NodeStatus status = node.Status!;
        int chunk = OfferedModel.ChunkFor(status, options.MostChunk);
        if (node.IsSending || !node.WasTried)
        {
            node.WantsMore = true;
            return;
        }

        node.WantsMore = false;
        if (status.Chunks != model.ChunksOf(chunk))
        {
            Offer(node); // it receives chunks of another length, from a serial line: the offer settles it
            return;
        }

        int[] missing = status.Missing(MqttNode.Window);
        if (missing.Length > 0)
        {
            node.IsSending = true;
            line.Send(node.Device, [.. missing.Select(number => model.Chunk(number, chunk))]);
        }
    }
}
