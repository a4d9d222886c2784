// Every stage computes with matrices.
global using EdgeNet.Trainer.Numerics;
