import { measureWorstCases } from "./measure.js";
for (const one of measureWorstCases()) console.log(JSON.stringify(one));
