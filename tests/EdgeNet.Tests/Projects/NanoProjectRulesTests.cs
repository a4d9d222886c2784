namespace EdgeNet.Tests.Projects;

/// <summary>The rules that <see cref="NanoProjectTests"/> holds the projects to can fail: each finds what breaks it.</summary>
[TestClass]
public class NanoProjectRulesTests
{
    private const string Project = """
        <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
          <PropertyGroup Label="Globals">
            <NanoFrameworkProjectSystemPath>$(MSBuildExtensionsPath)\nanoFramework\v1.0\</NanoFrameworkProjectSystemPath>
          </PropertyGroup>
          <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props" />
          <PropertyGroup>
            <ProjectTypeGuids>{11A8DD76-328B-46DF-9F39-F559912D0360};{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}</ProjectTypeGuids>
            <ProjectGuid>{11111111-2222-3333-4444-555555555555}</ProjectGuid>
            <LangVersion>9.0</LangVersion>
            <TargetFrameworkVersion>v1.0</TargetFrameworkVersion>
          </PropertyGroup>
          <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.props" />
          <ItemGroup>
            <Compile Include="One.cs" />
            <Compile Include="Inner\Two.cs" />
            <None Include="packages.config" />
          </ItemGroup>
          <ItemGroup>
            <Reference Include="mscorlib, Version=1.17.11.0, Culture=neutral, PublicKeyToken=c07d481e9758c731">
              <HintPath>..\packages\nanoFramework.CoreLibrary.1.17.11\lib\mscorlib.dll</HintPath>
            </Reference>
            <Reference Include="System.Math, Version=1.5.116.0, Culture=neutral, PublicKeyToken=c07d481e9758c731">
              <HintPath>..\packages\nanoFramework.System.Math.1.5.116\lib\System.Math.dll</HintPath>
            </Reference>
            <ProjectReference Include="..\other\Other.nfproj" />
          </ItemGroup>
          <Import Project="$(NanoFrameworkProjectSystemPath)NFProjectSystem.CSharp.targets" />
          <ProjectExtensions><ProjectCapabilities><ProjectConfigurationsDeclaredAsItems /></ProjectCapabilities></ProjectExtensions>
        </Project>
        """;

    private const string Packages = """
        <packages>
          <package id="nanoFramework.CoreLibrary" version="1.17.11" targetFramework="netnano1.0" />
          <package id="nanoFramework.System.Math" version="1.5.116" targetFramework="netnano1.0" />
        </packages>
        """;

    [TestMethod]
    public void Check_SoundProject_FindsNothing() => Assert.AreSequenceEqual(Array.Empty<string>(), Check(Project, Packages));

    [TestMethod]
    [DataRow("mscorlib, Version=1.17.11.0", "mscorlib, Version=1.16.11.0", "reference to 'mscorlib, Version=1.16.11.0, Culture=neutral, PublicKeyToken=c07d481e9758c731', expected")]
    [DataRow("PublicKeyToken=c07d481e9758c731", "PublicKeyToken=b77a5c561934e089", "PublicKeyToken=b77a5c561934e089', expected 'mscorlib")]
    [DataRow(", Culture=neutral, PublicKeyToken=c07d481e9758c731", "", "reference to 'System.Math, Version=1.5.116.0', expected")]
    [DataRow("Math.1.5.116", "Math.1.5.115", @"System.Math is looked for at '..\packages\nanoFramework.System.Math.1.5.115\lib\System.Math.dll'")]
    [DataRow(@"..\packages\nanoFramework.Core", @"..\..\packages\nanoFramework.Core", @"mscorlib is looked for at '..\..\packages")]
    [DataRow("System.Math, Version", "System.Maths, Version", "reference to 'System.Maths, Version=1.5.116.0, Culture=neutral, PublicKeyToken=c07d481e9758c731', which is in no known package")]
    [DataRow("System.Math, Version", "mscorlib, Version", "mscorlib is referred to twice")]
    [DataRow("System.Math, Version=1.5.116.0", "nanoFramework.Hardware.Esp32, Version=1.6.40.0", "nanoFramework.Hardware.Esp32 needs nanoFramework.Runtime.Events")]
    [DataRow("System.Math, Version=1.5.116.0", "nanoFramework.Hardware.Esp32, Version=1.6.40.0", @"..\other\Other.nfproj needs System.Math")]
    [DataRow("System.Math, Version=1.5.116.0", "System.Device.I2c, Version=1.1.29.0", "packages.config lacks NanoPackage { Id = nanoFramework.System.Device.I2c, Version = 1.1.29,")]
    [DataRow("System.Math, Version=1.5.116.0", "System.Device.I2c, Version=1.1.29.0", "packages.config has NanoPackage { Id = nanoFramework.System.Math, Version = 1.5.116,")]
    [DataRow(@"other\Other", @"another\Other", @"project '..\another\Other.nfproj' does not exist")]
    [DataRow("\"One.cs\"", "\"Three.cs\"", "'Three.cs' is listed and does not exist")]
    [DataRow("\"One.cs\"", "\"Three.cs\"", "'One.cs' is not listed")]
    [DataRow("\"One.cs\"", "\"one.cs\"", "'one.cs' is listed and does not exist")]
    [DataRow(@"Inner\Two.cs", "One.cs", @"'Inner\Two.cs' is not listed")]
    [DataRow(@"Inner\Two.cs", "One.cs", "'One.cs' is listed twice")]
    [DataRow("packages.config", "FORMAT.md", "'FORMAT.md' is listed and does not exist")]
    [DataRow("packages.config", "FORMAT.md", "'packages.config' is not listed")]
    [DataRow(">9.0<", ">latest<", "LangVersion is 'latest', expected '9.0'")]
    [DataRow(">v1.0<", ">v2.0<", "TargetFrameworkVersion is 'v2.0'")]
    [DataRow("{11A8DD76", "{11A8DD77", "ProjectTypeGuids is '{11A8DD77")]
    [DataRow("nanoFramework\\v1.0\\<", "nanoFramework\\v2.0\\<", "NanoFrameworkProjectSystemPath is ")]
    [DataRow("{11111111-2222", "{2222", "ProjectGuid is none")]
    [DataRow("NFProjectSystem.CSharp.targets", "NFProjectSystem.targets", "imports $(NanoFrameworkProjectSystemPath)NFProjectSystem.Default.props")]
    [DataRow("<ProjectConfigurationsDeclaredAsItems />", "", "ProjectConfigurationsDeclaredAsItems is missing")]
    public void Check_BrokenProject_IsFound(string sound, string broken, string expected)
    {
        Assert.Contains(sound, Project);
        AssertFound(expected, Check(Project.Replace(sound, broken, StringComparison.Ordinal), Packages));
    }

    [TestMethod]
    [DataRow("1.5.116", "1.5.117", "packages.config lacks NanoPackage { Id = nanoFramework.System.Math, Version = 1.5.116,")]
    [DataRow("1.5.116", "1.5.117", "packages.config has NanoPackage { Id = nanoFramework.System.Math, Version = 1.5.117,")]
    [DataRow("netnano1.0", "net48", "packages.config lacks NanoPackage { Id = nanoFramework.CoreLibrary,")]
    [DataRow("nanoFramework.System.Math", "nanoFramework.CoreLibrary", "packages.config has nanoFramework.CoreLibrary twice")]
    public void Check_BrokenPackages_AreFound(string sound, string broken, string expected)
    {
        Assert.Contains(sound, Packages);
        AssertFound(expected, Check(Project, Packages.Replace(sound, broken, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Check_SourceNobodyLists_IsFound()
    {
        Assert.AreSequenceEqual([@"'Inner\New.cs' is not listed"], Check(Project, Packages, "Inner/New.cs"));
        Assert.AreSequenceEqual(Array.Empty<string>(), Check(Project, Packages, "obj/Made.cs", "bin/Release/Made.cs"));
    }

    private static string[] Check(string project, string packages, params string[] moreSources)
    {
        using var solution = new TemporaryFolder();
        foreach (string source in (string[])["One.cs", "Inner/Two.cs", .. moreSources])
        {
            Write(solution, $"app/{source}", string.Empty);
        }

        Write(solution, "app/packages.config", packages);
        Write(solution, "other/Other.nfproj", Project);
        return NanoProjectRules.Check(new NanoProject(Write(solution, "app/App.nfproj", project)), solution.Path);
    }

    private static string Write(TemporaryFolder solution, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(solution.Combine(name))!);
        return solution.Write(name, text);
    }

    private static void AssertFound(string expected, string[] findings)
    {
        Assert.IsTrue(findings.Any(finding => finding.Contains(expected, StringComparison.Ordinal)), $"'{expected}' is not in:\n{string.Join('\n', findings)}");
    }
}
