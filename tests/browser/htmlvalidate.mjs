// What html-validate asks of pages.
export default {
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
    rules: {
        // A list may be named: two stand at the foot.
        'aria-label-misuse': ['error', { allowAnyNamable: true }],
        // Headlines are the newsroom's.
        'long-title': 'off',
        // The site loads from itself alone, and files there are named after their content.
        'require-sri': ['error', { target: 'crossorigin' }],
    },
};
