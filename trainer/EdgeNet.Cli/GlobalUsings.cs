global using EdgeNet.Trainer.Numerics;
