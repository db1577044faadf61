// What Google's CSP evaluator finds in the policy on standard input: JSON, a list of {severity, directive, ...}.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const { CspEvaluator } = require('csp_evaluator');
const { CspParser } = require('csp_evaluator/dist/parser.js');
const { Severity } = require('csp_evaluator/dist/finding.js');

const policy = new CspParser(await text(process.stdin)).csp;
const findings = new CspEvaluator(policy).evaluate();
console.log(JSON.stringify(findings.map((one) => ({ ...one, severity: Severity[one.severity] }))));
