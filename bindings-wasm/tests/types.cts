// Compiled, never run: the types under `require`.
import hongyan = require('hongyan');
import documents = require('hongyan/documents');

const report: hongyan.Report = hongyan.evaluate({}, { asOf: '2024-12-31' });
documents.render(report, 'csv').byteLength satisfies number;
