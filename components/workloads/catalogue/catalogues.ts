import { guide } from "./guide";
import type { Catalogue } from "./service";
import { urr } from "./urr";

/** Sets of services to choose from. */
export const catalogues = { guide, urr } as const satisfies Readonly<Record<string, Catalogue>>;
export type CatalogueName = keyof typeof catalogues;
export const catalogueNames = Object.keys(catalogues) as [CatalogueName, ...CatalogueName[]];
