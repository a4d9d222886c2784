namespace VibrationNode
{
    /// <summary>Switches the lamp.</summary>
    /// <param name="isOn">Whether it is to shine.</param>
    internal delegate void Lamp(bool isOn);
}
