import { registerHooks } from 'node:module';

// dt-sql-parser is published as ES modules for bundlers: its Trino parser imports `../SQLParserBase` without an
// extension, which Node does not resolve. https://nodejs.org/api/module.html#moduleregisterhooksoptions
registerHooks({
  resolve(specifier, context, next) {
    const isParserBase = specifier === '../SQLParserBase' && context.parentURL?.includes('/dt-sql-parser/');
    return next(isParserBase ? `${specifier}.js` : specifier, context);
  },
});
