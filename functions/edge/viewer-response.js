// CloudFront Function, cloudfront-js-2.0, viewer response: S3 answers 200 to every object; an object that
// stands for a moved or withdrawn page says so in its metadata, and gets its real status here.

const ARTICLE = /^\/[0-9]{4}\/[0-9]{2}\/[0-9]{2}\/[a-z0-9-]+\/(lite\/)?(index\.html)?$/;
const INTERNAL = ['server', 'x-amz-server-side-encryption', 'x-amz-version-id'];

function handler(event) {
    const response = event.response;
    const headers = response.headers;
    const status = valueOf(headers, 'x-amz-meta-status');
    const location = valueOf(headers, 'x-amz-meta-location');

    if (ARTICLE.test(event.request.uri)) {
        // What an article's address answers depends on it (viewer-request.js).
        headers.vary = { value: 'Accept-Encoding, Save-Data' };
    }
    // A 304 confirms what the viewer holds already and stays.
    if (response.statusCode < 300) {
        if (status === '301' && location) {
            answer(response, 301, 'Moved Permanently');
            headers.location = { value: location };
        } else if (status === '410') {
            answer(response, 410, 'Gone');
        }
    }
    Object.keys(headers).forEach(function (name) {
        if (name.indexOf('x-amz-meta-') === 0 || INTERNAL.indexOf(name) >= 0) {
            delete headers[name];
        }
    });
    return response;
}

function answer(response, code, description) {
    response.statusCode = code;
    response.statusDescription = description;
    // With a validator in hand a viewer could have this answer turned into a 304, which RFC 9110 13.2.1 forbids.
    delete response.headers.etag;
    delete response.headers['last-modified'];
}

function valueOf(headers, name) {
    return headers[name] ? headers[name].value : '';
}
