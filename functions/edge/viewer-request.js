// CloudFront Function, cloudfront-js-2.0, viewer request: gives every page one address.
//   /dir/ -> the object /dir/index.html;  /dir and /dir/index.html -> 301 to /dir/

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
        request.uri += 'index.html';
    }
    return request;
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
