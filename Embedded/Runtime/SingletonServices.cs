using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Which services are singletons, so that a grain that needs nothing else gets no scope of its own.</summary>
internal sealed class SingletonServices(IServiceCollection services)
{
    private FrozenSet<Type>? _closed;
    private FrozenSet<Type>? _open;

    public bool Contains(Type service)
    {
        if (_closed is null)
        {
            // A type registered several ways counts by its last registration, which is the one that is given out.
            var singletons = services.Where(d => !d.IsKeyedService).GroupBy(d => d.ServiceType)
                .Where(g => g.Last().Lifetime == ServiceLifetime.Singleton).Select(g => g.Key).ToList();
            _open = singletons.Where(t => t.IsGenericTypeDefinition).ToFrozenSet();
            _closed = singletons.ToFrozenSet();
        }

        return _closed.Contains(service) || (service.IsConstructedGenericType && _open!.Contains(service.GetGenericTypeDefinition()));
    }
}
