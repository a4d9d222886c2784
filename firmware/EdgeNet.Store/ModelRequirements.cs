using System;

namespace EdgeNet
{
    /// <summary>What an application can take: another model is refused, with one reason.</summary>
    public sealed class ModelRequirements
    {
        /// <summary>Makes the requirements; what is not set may be anything.</summary>
        /// <param name="name">The name of the model, as in the recipe.</param>
        /// <exception cref="ArgumentException">There is no name.</exception>
        public ModelRequirements(string name)
        {
            if (name == null || name.Length == 0)
            {
                throw new ArgumentException("A model that comes from outside must have a name: any other could take its place.");
            }

            Name = name;
        }

        /// <summary>The name of the model.</summary>
        public string Name { get; }

        /// <summary>What the model computes.</summary>
        public ModelKind Kind { get; set; }

        /// <summary>Whether it takes a stream of readings; of another, features are given to it.</summary>
        public bool IsStream { get; set; }

        /// <summary>The inputs by name and in their order, such as columns of a table; <c>null</c> for any. A stream's are its features, which the application does not see.</summary>
        public string[] Inputs { get; set; }

        /// <summary>The classes, or the quantities, in their order; <c>null</c> for any.</summary>
        public string[] Labels { get; set; }

        /// <summary>The class that is the alarm; <c>null</c> for any or none.</summary>
        public string Alarm { get; set; }

        /// <summary>Says why a model cannot be taken.</summary>
        /// <param name="seal">What it says of itself.</param>
        /// <returns>One sentence, or <c>null</c> when it can.</returns>
        public string FaultOf(ModelSeal seal)
        {
            if (seal.Name != Name)
            {
                return "It is a model of '" + seal.Name + "'; this board takes '" + Name + "'.";
            }

            ModelKind kind = seal.IsAnomaly ? ModelKind.Anomaly : seal.IsRegression ? ModelKind.Quantities : ModelKind.Classes;
            if (Kind != ModelKind.Any && kind != Kind)
            {
                return "It gives " + Described(kind) + "; this board takes " + Described(Kind) + ".";
            }

            if (seal.HasStream != IsStream)
            {
                return IsStream ? "It takes features; this board has a stream of readings." : "It takes a stream of readings; this board has features.";
            }

            return FaultOfInputs(seal) ?? FaultOfLabels(seal);
        }

        private string FaultOfInputs(ModelSeal seal)
        {
            if (Inputs == null)
            {
                return null;
            }

            if (seal.InputCount != Inputs.Length)
            {
                return "It takes " + seal.InputCount.ToString() + " inputs; this board has " + Inputs.Length.ToString() + ".";
            }

            for (int i = 0; i < Inputs.Length; i++)
            {
                string name = seal.InputNameOf(i);
                if (name != Inputs[i])
                {
                    return "Its input " + (i + 1).ToString() + " is '" + (name ?? "without a name") + "'; this board has '" + Inputs[i] + "' there.";
                }
            }

            return null;
        }

        private string FaultOfLabels(ModelSeal seal)
        {
            if (Labels != null && seal.LabelCount != Labels.Length)
            {
                return "It has " + seal.LabelCount.ToString() + " classes or quantities; this board knows " + Labels.Length.ToString() + ".";
            }

            for (int k = 0; Labels != null && k < Labels.Length; k++)
            {
                if (seal.LabelOf(k) != Labels[k])
                {
                    return "Its label " + (k + 1).ToString() + " is '" + seal.LabelOf(k) + "'; this board knows '" + Labels[k] + "' there.";
                }
            }

            string alarm = seal.Alarm == ModelSeal.NoAlarm ? null : seal.LabelOf(seal.Alarm);
            if (Alarm != null && alarm != Alarm)
            {
                return (alarm == null ? "It names no alarm" : "Its alarm is '" + alarm + "'") + "; that of this board is '" + Alarm + "'.";
            }

            return null;
        }

        private static string Described(ModelKind kind)
        {
            return kind == ModelKind.Anomaly ? "anomalies" : kind == ModelKind.Quantities ? "quantities" : "classes";
        }
    }

    /// <summary>What a model computes.</summary>
    public enum ModelKind : byte
    {
        /// <summary>Any of them.</summary>
        Any = 0,

        /// <summary>A class.</summary>
        Classes = 1,

        /// <summary>Quantities.</summary>
        Quantities = 2,

        /// <summary>How far from normal something is.</summary>
        Anomaly = 3,
    }
}
