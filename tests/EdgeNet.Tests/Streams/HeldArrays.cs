using System.Reflection;

namespace EdgeNet.Tests.Streams;

/// <summary>Counts the arrays that an object holds by going through its fields: the plain twin of <c>RamBytes</c>.</summary>
internal static class HeldArrays
{
    private const int Header = 24;
    private const int Reference = 4;

    /// <summary>Counts the bytes of all arrays that can be reached, each once, on a device of 32 bits.</summary>
    public static int Bytes(object root)
    {
        int bytes = 0;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var waiting = new Stack<object>(seen);
        while (waiting.TryPop(out object? next))
        {
            if (next is Array array)
            {
                Type element = array.GetType().GetElementType()!;
                bytes += Header + (array.Length * (element.IsPrimitive ? SizeOf(element) : Reference));
            }

            foreach (object child in Children(next).Where(child => child is not string && !child.GetType().IsPrimitive && !child.GetType().IsEnum && seen.Add(child)))
            {
                waiting.Push(child);
            }
        }

        return bytes;
    }

    private static IEnumerable<object> Children(object parent)
    {
        if (parent is Array array)
        {
            return array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>().OfType<object>();
        }

        var children = new List<object>();
        for (Type? type = parent.GetType(); type is not null; type = type.BaseType)
        {
            children.AddRange(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => field.GetValue(parent)).OfType<object>());
        }

        return children;
    }

    private static int SizeOf(Type primitive) => Type.GetTypeCode(primitive) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        _ => 8,
    };
}
