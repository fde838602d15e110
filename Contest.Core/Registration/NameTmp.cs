namespace Contest.Core.Registration;

/// <summary>tmp</summary>
public static class OrganisationName
{
    /// <summary>tmp</summary>
    public static string Key(string name) => name;
}
