import { asPectReporter } from "./scripts/counts.mjs";

export default asPectReporter();
