using EdgeNet.Trainer.Export;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeNet.Tests.Export;

/// <summary>Whatever a label or a name of a model file is, in a generated class it is a text and no code.</summary>
[TestClass]
public class CSharpTextTests
{
    [TestMethod]
    [DataRow("\"); System.Environment.Exit(1); //")]
    [DataRow("\\\"); Evil(); //")]
    [DataRow("line\nfeed\r\u0085\u2028\u2029 end")]
    [DataRow("*/ } } class Evil { /*")]
    [DataRow("\0\u0007\u001b[2J\u202e\ud83c\udf21")]
    [DataRow("{0} {name} {{ @\"x\" $\"y\" \"\"\"")]
    [DataRow("\\u0022 \\x22 \\")]
    public void Text_Hostile_IsOneLiteralOfTheSameText(string text)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(CSharpClass.Text(text), consumeFullText: true);

        Assert.IsEmpty(expression.GetDiagnostics());
        Assert.AreEqual(text, Assert.IsInstanceOfType<LiteralExpressionSyntax>(expression).Token.ValueText);
    }
}
