using System.Data.Common;
using Orleans.Runtime;
using Supertrack.Silo.Gateway;

namespace Supertrack.Silo.Tests.Gateway;

public sealed class ProblemsTests
{
    public static TheoryData<Exception, int, string> Passing => new()
    {
        { new Refusing(transient: true), 503, "storage_unavailable" },
        { new SiloUnavailableException("S10.0.0.1:11111:1 is dead"), 503, "engine_unavailable" },
        { new TimeoutException("late"), 504, "timed_out" },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public void What_passes_by_itself_is_told_as_something_to_repeat(Exception error, int status, string code) =>
        Assert.Equal((status, code, true), Problems.Classify(error));

    [Fact]
    public void A_database_error_that_does_not_pass_is_a_fault_of_ours() => Assert.Equal(500, Problems.Classify(new Refusing(transient: false)).Status);

    private sealed class Refusing(bool transient) : DbException("53300: sorry, too many clients already")
    {
        public override bool IsTransient => transient;
    }
}
