namespace Contest.Core;

/// <summary>
/// The six stages of an edition's life, in order: the product's table of contents. Every project of the solution
/// has a folder of each name. Voting and Preliminary may be open side by side (PRODUCT.md, the life of an edition).
/// </summary>
public enum Stage
{
    /// <summary>Companies and universities register projects; formal review decides which take part.</summary>
    Registration = 1,

    /// <summary>The public votes online; the tally closes the vote.</summary>
    Voting = 2,

    /// <summary>Judges score dossiers; the cut decides who goes on.</summary>
    Preliminary = 3,

    /// <summary>The order of the roadshow is drawn by commitments and public values.</summary>
    Draw = 4,

    /// <summary>Finalists pitch, judges score live.</summary>
    Final = 5,

    /// <summary>The result is published, objected to, made final and certified.</summary>
    Results = 6,
}
