// CloudFront Function, cloudfront-js-2.0, viewer request: gives every page one address.
//   /dir/ -> the object /dir/index.html;  /dir and /dir/index.html -> 301 to /dir/
// An article's address gives its lite page to whoever asks for less data (Save-Data: on), unless the query says `full`.
// The path is changed before the cache is asked, so the two pages never stand for one another there; in the caches of
// readers, Vary (viewer-response.js) and the pages' own validators keep them apart.

const ARTICLE = /^\/[0-9]{4}\/[0-9]{2}\/[0-9]{2}\/[a-z0-9-]+\/$/;

function handler(event) {
    const request = event.request;
    const end = request.uri.lastIndexOf('/') + 1;
    const folder = request.uri.slice(0, end);
    const name = request.uri.slice(end);

    if (name === 'index.html') {
        return redirect(request, folder);
    }
    if (name !== '' && name.indexOf('.') < 0) {
        return redirect(request, folder + name + '/');
    }
    if (name === '') {
        if (ARTICLE.test(request.uri) && wantsLess(request)) {
            request.uri += 'lite/';
        }
        request.uri += 'index.html';
    }
    return request;
}

function wantsLess(request) {
    const asked = request.headers['save-data'];
    return !!asked && asked.value.toLowerCase() === 'on' && !/(^|&)full(=|&|$)/.test(request.rawQueryString());
}

function redirect(request, path) {
    // A browser takes what follows two slashes for a host, reads a backslash as a slash and skips control
    // characters: the path keeps one slash at its start, and what no URL may hold is encoded.
    const safe = path.replace(/[^\x21-\x7e]+|\\/g, encodeURIComponent).replace(/^\/*/, '/');
    const query = request.rawQueryString();
    return {
        statusCode: 301,
        statusDescription: 'Moved Permanently',
        headers: {
            location: { value: query ? safe + '?' + query : safe },
            'cache-control': { value: 'public, max-age=3600' },
        },
    };
}
