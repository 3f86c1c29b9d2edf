/** What of CEL conditions do not have: cases that are refused, with the reason. */
import type { CelCase } from "./cases.js";

export interface LeftOut {
  readonly reason: string;
  /** The cases, or groups of them. */
  readonly paths: readonly string[];
}

export const LEFT_OUT: readonly LeftOut[] = [
  {
    reason: "there are no protobuf messages and enums",
    paths: [
      "proto2",
      "proto3",
      "proto2_ext",
      "enums",
      "dynamic",
      "wrappers",
      "comparisons/eq_wrapper",
      "comparisons/eq_literal/eq_dyn_json_null",
      "comparisons/eq_literal/not_eq_dyn_proto2_msg_null",
      "comparisons/eq_literal/not_eq_dyn_proto3_msg_null",
      "comparisons/ne_literal/ne_proto2",
      "comparisons/ne_literal/ne_proto3",
      "comparisons/ne_literal/ne_proto2_missing_fields_neq",
      "comparisons/ne_literal/ne_proto3_missing_fields_neq",
      "comparisons/ne_literal/ne_proto_nan_not_equal",
      "comparisons/ne_literal/ne_proto_different_types",
      "comparisons/ne_literal/ne_proto2_any_unpack",
      "comparisons/ne_literal/ne_proto2_any_unpack_bytewise_fallback",
      "comparisons/ne_literal/ne_proto3_any_unpack",
      "comparisons/ne_literal/ne_proto3_any_unpack_bytewise_fallback",
      "parse/whitespace",
      "parse/comments",
      "parse/nest/message_literal",
      "parse/repeat/select",
      "parse/repeat/message_literal",
      "parse/struct_field_names",
      "type_deductions/complex_initializers/struct",
      "type_deductions/field_access",
      "type_deductions/flexible_type_parameter_assignment/comprehension_type_var_aliasing",
      "type_deductions/flexible_type_parameter_assignment/overload_type_var_aliasing",
      "type_deductions/flexible_type_parameter_assignment/list_parameters_do_not_unify",
      "type_deductions/wrappers",
      "type_deductions/legacy_nullable_types/null_assignable_to_message_parameter_candidate",
      "type_deductions/legacy_nullable_types/null_assignable_to_duration_parameter_candidate",
      "type_deductions/legacy_nullable_types/null_assignable_to_timestamp_parameter_candidate",
    ],
  },
  {
    reason: "nothing is optional",
    paths: [
      "optionals",
      "type_deductions/flexible_type_parameter_assignment/optional_none",
      "type_deductions/flexible_type_parameter_assignment/optional_none_2",
      "type_deductions/flexible_type_parameter_assignment/optional_dyn_promotion",
      "type_deductions/flexible_type_parameter_assignment/optional_dyn_promotion_2",
      "type_deductions/flexible_type_parameter_assignment/optional_in_ternary",
      "type_deductions/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate",
    ],
  },
  {
    reason: "formatting and quoting make text for people to read, which no condition compares with anything",
    paths: ["string_ext/format", "string_ext/format_errors", "string_ext/quote"],
  },
  {
    reason: "of the extensions, only those of strings, addresses and macros with two variables are there",
    paths: ["bindings_ext", "block_ext", "encoders_ext", "math_ext"],
  },
  {
    reason:
      "names are those of attributes: there are no containers, no variables with dots, no functions of one's own",
    paths: [
      "namespace",
      "fields/qualified_identifier_resolution/qualified_ident",
      "fields/qualified_identifier_resolution/map_field_select",
      "fields/qualified_identifier_resolution/qualified_identifier_resolution_unchecked",
      "fields/qualified_identifier_resolution/ident_with_longest_prefix_check",
      "type_deductions/functions/function_result_type",
      "type_deductions/type_parameters",
    ],
  },
  {
    reason: "time zones have no names: what they mean changes with the years",
    paths: [
      "timestamps/timestamp_selectors_tz/getDate",
      "timestamps/timestamp_selectors_tz/getDayOfMonth_name_pos",
      "timestamps/timestamp_selectors_tz/getDayOfMonth_name_neg",
      "timestamps/timestamp_selectors_tz/getDayOfYear",
      "timestamps/timestamp_selectors_tz/getMinutes",
    ],
  },
  {
    reason: "types and names are always checked",
    paths: [
      "basic/variables/unbound_is_runtime_error",
      "basic/functions/unbound_is_runtime_error",
      "comparisons/eq_literal/not_eq_list_length",
      "comparisons/eq_literal/eq_mixed_types",
      "comparisons/eq_literal/eq_list_elem_mixed_types",
      "comparisons/ne_literal/ne_mixed_types",
      "logic/conditional/mixed_type",
      "logic/AND/short_circuit_type_left",
      "logic/AND/short_circuit_type_right",
      "logic/OR/short_circuit_type_left",
      "logic/OR/short_circuit_type_right",
      "parse/receiver_function_names",
    ],
  },
];

/** The cases that an entry stands for. */
export function casesUnder(cases: readonly CelCase[], { paths }: LeftOut): CelCase[] {
  return cases.filter(({ path }) => paths.some((one) => isUnder(path, one)));
}

/** Whether any entry stands for a case. */
export function isLeftOut({ path }: CelCase): boolean {
  return LEFT_OUT.some(({ paths }) => paths.some((one) => isUnder(path, one)));
}

/** Whether a path is another, or below it. */
export function isUnder(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}
