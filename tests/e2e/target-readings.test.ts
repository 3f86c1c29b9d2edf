import { expect, test } from "vitest";
import { isReadUnder } from "./target-readings.js";

test.each([
  "/admin",
  "/admin?x",
  "/admin#x",
  "/admin/x",
  "/a/../admin/x",
  "/../admin/x",
  "/./admin/x",
  "//admin//x",
  "//a.example/admin/x",
  "/%61dmin/x",
  "/a/%2e%2e/admin/x",
  "/admin%2fx",
  "/a/..%2Fadmin/x",
  "/a%5c..%5cadmin/x",
  "\\admin\\x",
  "/admin;a=b/x",
  "/a/..;/admin/x",
  "/admin%00.html",
  "http://a.example/admin/x",
])("%s is read under /admin by some server", (target) => {
  expect(isReadUnder("/admin", target)).toBe(true);
});

test.each([
  "/",
  "*",
  "/administrator",
  "/a/admin",
  "/admin/../x",
  "/x?/admin",
  "/x#/../admin",
  "/%2561dmin/x",
  "/admin%3Bx",
  "/ADMIN",
  "http://admin/x",
])("%s is read under /admin by none", (target) => {
  expect(isReadUnder("/admin", target)).toBe(false);
});
