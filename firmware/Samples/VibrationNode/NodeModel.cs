using System;
using System.IO;
using EdgeNet;

#nullable disable

namespace VibrationNode
{
    /// <summary>The model that runs: one of the store, or the built-in one when the store has none that this board can take.</summary>
    internal sealed class NodeModel
    {
        /// <summary>What the models of this node are models of.</summary>
        internal const string Name = "vibration";

        /// <summary>The version of the built-in model: no older one is taken.</summary>
        internal const int BuiltInVersion = 1;

        /// <summary>Channels of the sensor.</summary>
        internal const int ChannelCount = 3;

        /// <summary>The highest rate: the sensor measures so often in a second.</summary>
        internal const int HighestRateHz = 1000;

        private readonly StreamRequirements _stream;
        private readonly BuiltInModel _builtIn;
        private readonly LineWriter _print;

        /// <summary>Makes it; nothing is loaded yet.</summary>
        /// <param name="builtIn">Makes the model that the program carries.</param>
        /// <param name="burstSeconds">How long the node listens at a time: a model must decide within that.</param>
        /// <param name="print">Is told.</param>
        internal NodeModel(BuiltInModel builtIn, int burstSeconds, LineWriter print)
        {
            _builtIn = builtIn;
            _print = print;
            _stream = new StreamRequirements
            {
                Channels = new string[] { "x", "y", "z" },
                CountsPerUnit = new float[] { 1f, 1f, 1f }, // recordings are in counts, as SensorLogger writes them
                LowestMillihertz = 1000,
                HighestMillihertz = HighestRateHz * 1000,
                StepMillihertz = 1000,
                BurstMilliseconds = burstSeconds * 1000,
            };
        }

        /// <summary>The model with its stream, after <see cref="Start"/>.</summary>
        internal Pipeline Pipeline { get; private set; }

        /// <summary>The store; <c>null</c> on a board whose storage cannot be used.</summary>
        internal ModelStore Store { get; private set; }

        /// <summary>Whether it computes here what it computed on the PC. If not, not even the built-in one does, and nothing it said could be believed.</summary>
        internal bool IsSound { get; private set; }

        /// <summary>Seconds between two health records, as the model says; 0 for none.</summary>
        internal int HealthSeconds => Store == null || Store.Running == null ? 3600 : Store.Running.HealthSeconds;

        /// <summary>Starts the model that is to run, and says which.</summary>
        /// <param name="areas">Two slots and two pages of the journal.</param>
        /// <param name="key">The key that signs models.</param>
        /// <param name="isColdStart">
        /// Whether power or a reset began this start. When a sleep ended, the signature and the golden windows of a stored model that passed before, with the same
        /// key, are not checked again: that takes seconds. The built-in model is always tested, as nothing remembers that it failed.
        /// </param>
        internal void Start(StoreArea[] areas, ModelKey key, bool isColdStart)
        {
            Pipeline = null;
            bool isStored = false;
            try
            {
                Store = new ModelStore(areas[0], areas[1], areas[2], areas[3], key, Wanted(), BuiltInVersion) { TrustsChecked = !isColdStart };
                isStored = Store.Start(Open);
                if (Store.Reason != null)
                {
                    _print("Version " + Store.OutcomeVersion.ToString() + " does not run: " + Store.Reason);
                }
            }
            catch (Exception failure)
            {
                // Whatever the storage throws, such as on a board that has none, is no reason to stop.
                Store = null;
                _print("There is no store for models: " + failure.Message);
            }

            if (isStored)
            {
                string trial = Store.Phase != UpdatePhase.Testing ? string.Empty
                    : ", on trial: " + Store.TrialDecisions.ToString() + " of " + Store.TrialWanted.ToString() + " decisions";
                _print("Model: '" + Pipeline.Predictor.Name + "', version " + Store.RunningVersion.ToString() + trial + ".");
                IsSound = true;
                return;
            }

            Pipeline = _builtIn();
            _print("Model: '" + Pipeline.Predictor.Name + "', version " + BuiltInVersion.ToString() + ", built in.");
            IsSound = Pipeline.SelfTest();
            if (!IsSound)
            {
                _print("Its golden vectors or windows differ: this board does not compute what the PC computed. Nothing it said could be believed.");
            }
        }

        /// <summary>
        /// Takes the file that came by cable into the store: it must be signed, and runs on trial from the next start on. The file is deleted then, and
        /// stays where it is while it is refused.
        /// </summary>
        /// <param name="path">The file, such as <c>I:\model.edgenet</c>; it need not be there.</param>
        internal void TakeFile(string path)
        {
            try
            {
                if (Store == null || !File.Exists(path))
                {
                    return;
                }

                if (Store.TakeFile(new FileBytes(File.ReadAllBytes(path))))
                {
                    File.Delete(path);
                    _print(path + " is in the store now.");
                }
                else
                {
                    _print(path + " is refused: " + (Store.Reason ?? "the store is at work on another one."));
                }
            }
            catch (Exception failure)
            {
                _print(path + " cannot be read: " + failure.Message);
            }
        }

        /// <summary>Makes the record of the model that runs.</summary>
        /// <param name="starts">Cold starts so far.</param>
        internal HealthRecord NewHealth(int starts)
        {
            ModelSeal seal = Store == null ? null : Store.Running;
            byte[] id = null;
            if (seal != null)
            {
                id = new byte[ModelKey.IdLength];
                seal.CopyKeyId(id);
            }

            return new HealthRecord(Pipeline.Predictor, seal == null ? BuiltInVersion : seal.Version, seal == null ? SignatureKind.None : seal.Kind, id)
            {
                Resets = starts,
                EverySeconds = HealthSeconds,
            };
        }

        /// <summary>What a model must be to run here.</summary>
        internal static ModelRequirements Wanted()
        {
            return new ModelRequirements(Name)
            {
                Kind = ModelKind.Classes,
                IsStream = true,
                Labels = new string[] { "normal", "imbalance", "looseness", "bearing" }, // the first is none of the lamp's business
            };
        }

        private string Open(byte[] file)
        {
            Pipeline pipeline = Pipeline.Load(file);
            string fault = _stream.FaultOf(pipeline.Settings);
            if (fault == null && !Store.IsTrusted && !pipeline.SelfTest())
            {
                fault = "Its golden vectors or windows differ: this board does not compute what the PC computed.";
            }

            if (fault == null)
            {
                Pipeline = pipeline;
            }

            return fault;
        }
    }

    /// <summary>Makes the model that the program carries, with its stream.</summary>
    internal delegate Pipeline BuiltInModel();
}
