namespace EdgeNet
{
    /// <summary>Is told that the state of a pipeline changed.</summary>
    /// <param name="pipeline">The pipeline, with its new <see cref="Pipeline.State"/>.</param>
    public delegate void StateChangedHandler(Pipeline pipeline);
}
