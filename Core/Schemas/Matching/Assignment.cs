namespace Supertrack.Core.Schemas.Matching;

/// <summary>
/// The assignment of rows to columns with the greatest total (Hungarian method with potentials, O(rows² · columns)). A pair without a
/// positive score is never assigned.
/// </summary>
internal static class Assignment
{
    /// <param name="score">Rows by columns; 0 or less means never.</param>
    /// <returns>For each row its column, or -1.</returns>
    public static int[] Best(double[,] score)
    {
        int rows = score.GetLength(0), columns = score.GetLength(1);
        var result = new int[rows];
        Array.Fill(result, -1);
        if (rows == 0 || columns == 0) return result;
        // As many empty columns as rows: any row may stay alone at no cost.
        var width = columns + rows;
        double[] rowPotential = new double[rows + 1], columnPotential = new double[width + 1];
        int[] rowOf = new int[width + 1], way = new int[width + 1];
        for (var row = 1; row <= rows; row++)
            Insert(row, score, columns, width, rowPotential, columnPotential, rowOf, way);
        for (var column = 1; column <= columns; column++)
            if (rowOf[column] > 0 && score[rowOf[column] - 1, column - 1] > 0) result[rowOf[column] - 1] = column - 1;
        return result;
    }

    private static void Insert(int row, double[,] score, int columns, int width, double[] u, double[] v, int[] rowOf, int[] way)
    {
        var least = new double[width + 1];
        Array.Fill(least, double.PositiveInfinity);
        var used = new bool[width + 1];
        rowOf[0] = row;
        var at = 0;
        do
        {
            used[at] = true;
            var delta = double.PositiveInfinity;
            var next = 0;
            var from = rowOf[at];
            for (var column = 1; column <= width; column++)
            {
                if (used[column]) continue;
                var gain = column <= columns ? score[from - 1, column - 1] : 0;
                var reduced = (gain > 0 ? -gain : column <= columns ? 1 : 0) - u[from] - v[column];
                if (reduced < least[column])
                {
                    least[column] = reduced;
                    way[column] = at;
                }
                if (least[column] >= delta) continue;
                delta = least[column];
                next = column;
            }
            for (var column = 0; column <= width; column++)
            {
                if (used[column])
                {
                    u[rowOf[column]] += delta;
                    v[column] -= delta;
                }
                else
                {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while (rowOf[at] != 0);
        do
        {
            var before = way[at];
            rowOf[at] = rowOf[before];
            at = before;
        }
        while (at != 0);
    }
}
