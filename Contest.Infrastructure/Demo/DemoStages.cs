namespace Contest.Infrastructure.Demo;

/// <summary>Where a demo edition can stand: the words of <c>deploy/run --stage</c>.</summary>
public enum DemoStage
{
    Registration = 1,
    Voting = 2,
    Preliminary = 3,
    Draw = 4,
    Final = 5,
    Results = 6,
}
