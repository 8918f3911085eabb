import type { Call } from "../../cloud.ts";
import { refuse, success } from "../envelope.ts";
import { organizationOf, serviceOf } from "../lookup.ts";
import type { Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { serviceView } from "./view.ts";

export function readServiceHandlers(world: World): Handlers {
  return {
    listServices: (call) => {
      organizationOf(world, call);
      const filters = filtersOf(call);
      const services = [...world.store.services.values()];
      const found = services.filter((service) => filters.every((matches) => matches(service)));
      return success(
        world,
        found.map((service) => serviceView(world, service)),
      );
    },
    getService: (call) => success(world, serviceView(world, serviceOf(world, call))),
  };
}

/** `tag:Key=Value` or `tag:Key`; several must all hold. */
function filtersOf({ query }: Call): ((service: Service) => boolean)[] {
  return [query.filter ?? []].flat().map((filter) => {
    const match = /^tag:([^=]+)(?:=(.*))?$/.exec(filter);
    if (!match) return refuse("BAD_REQUEST", "filter must have the form tag:Key=Value or tag:Key");
    const [, key, value] = match;
    return ({ tags }) => tags.some((tag) => tag.key === key && (value === undefined || value === (tag.value ?? "")));
  });
}
