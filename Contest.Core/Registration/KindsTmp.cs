namespace Contest.Core.Registration;

/// <summary>tmp</summary>
public enum EntrantKind
{
    /// <summary>tmp</summary>
    A = 1,
}

/// <summary>tmp</summary>
public enum IdentifierKind
{
    /// <summary>tmp</summary>
    A = 1,
}

/// <summary>tmp</summary>
public enum PatentKind
{
    /// <summary>tmp</summary>
    A = 1,
}

/// <summary>tmp</summary>
public static class OrganisationName
{
    /// <summary>tmp</summary>
    public static string Key(string name) => name;
}
