/**
 * Stands in for @stdlib/assert-has-generator-support in the page: that package finds out with `eval` when it is loaded,
 * which the content security policy refuses and reports. Every browser that Casefile runs in has generators.
 */
module.exports = () => true;
