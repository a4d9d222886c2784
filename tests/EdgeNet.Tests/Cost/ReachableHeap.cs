using System.Reflection;
using EdgeNet.Trainer.Cost;

namespace EdgeNet.Tests.Cost;

/// <summary>Counts everything that an object of the library holds by going through its fields, as blocks of a 32-bit device: the plain twin of the sums in the trainer.</summary>
internal static class ReachableHeap
{
    /// <summary>Bytes of an object and of all that can be reached from it.</summary>
    public static int Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object>([root]);
        int bytes = 0;
        while (waiting.TryPop(out object? next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            bytes += next switch
            {
                string text => HeapSize.Text(text),
                Array array when array.GetType().GetElementType()!.IsPrimitive => HeapSize.Array(array.Length, Size(array)),
                Array array => HeapSize.References(array.Length),
                _ => HeapSize.Object(FieldsOf(next.GetType()).Count()),
            };
            IEnumerable<object?> parts = next switch
            {
                string => [],
                Array array => array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>(),
                _ => FieldsOf(next.GetType()).Where(field => !field.FieldType.IsValueType).Select(field => field.GetValue(next)),
            };
            foreach (object part in parts.OfType<object>())
            {
                waiting.Push(part);
            }
        }

        return bytes;
    }

    private static int Size(Array array) => array.Length == 0 ? 0 : Buffer.ByteLength(array) / array.Length;

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? each = type; each is not null && each != typeof(object); each = each.BaseType)
        {
            foreach (FieldInfo field in each.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
