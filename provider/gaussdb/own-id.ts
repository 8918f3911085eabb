import { z } from "zod";
import { ownIdOf } from "../runtime/child-id.ts";
import { canonical } from "../runtime/traits.ts";

/** The id of something in an instance, whether the id of the instance stands before it or not. */
export const ownId = canonical(z.string().min(1), (id) => ownIdOf(String(id)));
