using System.Globalization;

namespace EdgeNet.Fleet;

/// <summary>What a push says in the end: what happened, and what to do.</summary>
internal static class SerialPushText
{
    public static string Confirmed(OfferedModel model, bool wasOnTrial) => wasOnTrial
        ? Invariant($"Version {model.Version} runs on the board and is confirmed.")
        : Invariant($"Version {model.Version} runs on the board already, and is confirmed.");

    /// <summary>What a user reads while the board does not answer.</summary>
    public const string NoAnswerYet = "No answer yet; a board that sleeps answers when it wakes: press its reset button.";

    public static string Refused(OfferedModel model, NodeStatus status, bool hasFailedBefore)
    {
        if (hasFailedBefore)
        {
            return Invariant($"Version {model.Version} has failed on the board before: {NodeText.Of(status.OutcomeText)}. The board goes on with version {status.Running}; --again tries it once more.");
        }

        bool isReverted = status.Outcome is UpdateOutcome.RevertedByFault or UpdateOutcome.RevertedByRestart;
        string what = isReverted ? "was tried out and given up" : "was refused";
        return Invariant($"Version {model.Version} {what}: {NodeText.Of(status.OutcomeText)}. The board goes on with version {status.Running}.");
    }

    public static string Busy(ISerialPlace place, NodeStatus status) =>
        $"{place.Name}: another model is {(status.Phase switch { UpdatePhase.Receiving => "being received", UpdatePhase.Staged => "staged", _ => "on trial" })} on the board; push again when that is over.";

    public static string Staged(OfferedModel model, NodeStatus status) => status.Phase == UpdatePhase.Staged
        ? Invariant($"The board has version {model.Version}, and tries it out after its next restart. The same command tells what became of it.")
        : Invariant($"Version {model.Version} is on trial: {status.Decisions} of {status.WantedDecisions} decisions. The same command tells what became of it.");

    public static string Cancelled(NodeStatus? last, bool isStaged) =>
        isStaged ? "Stopped. The board has the model and goes on by itself; the same command tells what became of it."
        : last is { Phase: UpdatePhase.Receiving } ? Invariant($"Stopped at {last.ChunksHad} of {last.Chunks} chunks. The board keeps them; the same command goes on.")
        : "Stopped before anything was sent.";

    public static string Forgets(ISerialPlace place) =>
        $"{place.Name}: the board says neither that it takes the model nor that it does not; does its application use the newest EdgeNet.Store?";

    public static string FellSilent(ISerialPlace place, TimeSpan patience, bool isStaged, bool isOpen)
    {
        string what = isOpen
            ? Invariant($"{place.Name}: the board has been silent for {patience.TotalSeconds:0} s.")
            : Invariant($"{place.Name}: is gone for {patience.TotalSeconds:0} s: was the cable unplugged, or has the port another name now?");
        return what + (isStaged ? " It has the model; the same command tells what became of it." : " It keeps the chunks that it has; the same command goes on.");
    }

    /// <summary>The board never answered: says why, as far as what came tells it.</summary>
    public static string NoAnswer(ISerialPlace place, SerialLink link)
    {
        if (!link.IsOpen)
        {
            return $"{place.Name}: is gone: was the cable unplugged?";
        }

        string baud = Invariant($"{place.BaudRate} baud");
        if (link.Noise > link.BytesRead / 4 && link.Noise > 0)
        {
            return $"{place.Name}: what comes at {baud} is neither text nor an answer: give the baud rate of the board's application with --baud.";
        }

        return link.Lines > 0
            ? $"{place.Name}: the board writes text and answers nothing: its application needs a SerialNode of EdgeNet.Store on this port. Until it has one, use 'edgenet flash'."
            : $"{place.Name}: nothing answers at {baud}: does the board run an application with a SerialNode of EdgeNet.Store on this port, at this rate (--baud)? For the first model, or "
                + "without EdgeNet.Store, use 'edgenet flash'.";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
